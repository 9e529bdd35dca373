import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { buildAnnex } from "../../etl/annex/build_annex.ts";
import { htmlDocument } from "../../etl/annex/html_document.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { atDesk, csr, type Desk, userIdOf } from "../load/fixture.ts";
import { drawn } from "./drawn.ts";

/** July: three Users' rows of CSRs in two runs, and two Devices of the Red list. */
async function loadJuly(desk: Desk): Promise<void> {
  await desk.loadText(
    "csr July.csv",
    csr(["2019-07", "U1", "1", "1"], ["2019-07", "U2", "1", "1"], ["2019-06", "U1", "1", "1"], [
      "2019-07",
      "U3",
      "1",
      "1",
    ]),
  );
  const device = (id: string) => `31/07/2019,${userIdOf(id)},ESME,${userIdOf("U1")},01/07/2019,Yes,Yes,2,2,2\n`;
  await desk.loadText(
    "pci July.csv",
    "Period End,Device ID,Device Type,User ID,Commissioned Date,DCC Interrogation,Recovery Cell Populated," +
      "Issue Security Credentials,Update Security Credentials (Device),Update Security Credentials (KRP)\n" +
      device("90-B3-D5-1F-30-01-00-01") + device("90-B3-D5-1F-30-01-00-02"),
  );
}

async function describe(desk: Desk, audience: "white" | "red") {
  using warehouse = await openReadOnly(desk.warehouse);
  return await buildAnnex(warehouse.connection, "2019-07-01", audience);
}

Deno.test("withEvidence() says of each report of the month the file, sheet and cells it was read from", () =>
  atDesk(async (desk) => {
    await loadJuly(desk);
    const evidence = (await describe(desk, "white")).tables.at(-1)!;
    strictEqual(evidence.name, "evidence");
    const [hash] = await desk.query("select file_sha256 from ledger.files where file_id = 1");
    deepStrictEqual(evidence.rows.map(([report, , period, file, cells, rows]) => [report, period, file, cells, rows]), [
      [5, "July 2019", "csr July.csv", "'csr July'!A2:E3, 'csr July'!A5:E5", 3],
      [8, "July 2019", "pci July.csv", null, null],
      [9, "July 2019", "pci July.csv", null, null],
    ]);
    strictEqual(String(evidence.rows[0]![6]).replaceAll(" ", ""), hash!.file_sha256);
    const red = (await describe(desk, "red")).tables.at(-1)!;
    deepStrictEqual([red.classification, red.rows[1]!.slice(4, 6)], ["red", ["'pci July'!A2:J3", 2]]);
  }));

Deno.test("withEvidence() links a row of Annex A in the HTML to its evidence and back, where there is any", () =>
  atDesk(async (desk) => {
    await loadJuly(desk);
    const html = await htmlDocument(await drawn(await describe(desk, "white")));
    match(html, /<tr role="row" id="annex-row-5">.*?<a href="#evidence-row-5">Certificate Signing Request/);
    match(html, /<tr role="row" id="evidence-row-5">.*?<a href="#annex-row-5">Certificate Signing Request/);
    ok(html.includes('id="annex-row-6"') && !html.includes('href="#evidence-row-6"'));
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    deepStrictEqual(ids, [...new Set(ids)]);
    for (const [, to] of html.matchAll(/href="#([^"]+)"/g)) ok(ids.includes(to!), `#${to}`);
  }));
