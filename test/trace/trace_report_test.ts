import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";
import type { Trace } from "../../etl/trace/trace.ts";
import { traceReport } from "../../etl/trace/trace_report.ts";

/** Written by hand: one User's row of one file. */
const TRACE: Trace = {
  figure: "csr_variance_by_user",
  month: "2019-07-01",
  column: null,
  where: { sql: "user_id = 'CANARY-USER'", classification: "amber" },
  asOf: "2019-08-20",
  isSynthetic: true,
  columns: [
    { name: "reporting_month", type: "DATE", classification: "white" },
    { name: "actual_volume", type: "BIGINT", classification: "amber" },
  ],
  rows: [["2019-07-01", 987654]],
  suppressed: [[]],
  suppressedReasons: [],
  definitions: [
    {
      kind: "query",
      name: "csr_variance_by_user",
      place: "queries/measures/csr_variance_by_user.sql",
      sha256: "ab".repeat(32),
      isUnchanged: true,
    },
    { kind: "query", name: "observations", place: null, sha256: null, isUnchanged: false },
  ],
  loads: [{
    loadId: 7,
    fileId: 3,
    fileName: "=july.xlsx",
    sha256: "cd".repeat(32),
    loadedAt: "2019-08-14T09:00:00",
    extract: "csr_variance",
    classification: "amber",
    sheet: "CSR Variance",
    period: "2019-07-01",
    headerRow: 6,
    rowCount: 142,
    rowsUsed: 1,
    narrowedBy: ["user_id"],
    columns: [{ name: "actual_volume", letters: "E", header: "Actual\nVolume", classification: "amber" }],
    ranges: ["A9:B9", "E9"],
  }],
  loadsConsidered: 105,
  hasSuperseded: false,
  reconciliation: {
    status: "equal",
    files: [{ name: "=july.xlsx", sha256: "cd".repeat(32), status: "read", path: "in/=july.xlsx", messages: [] }],
    rowsRead: 1,
    rowsNeeded: 1,
    rowsChanged: 0,
    answer: { columns: [], rows: [["2019-07-01", 987654]] },
  },
};

/** Every cell of a workbook's sheets as text, by sheet. */
async function cellsOf(bytes: Uint8Array): Promise<Record<string, string>> {
  const path = await Deno.makeTempFile({ suffix: ".xlsx" });
  try {
    await Deno.writeFile(path, bytes);
    const texts: Record<string, string> = {};
    for (const sheet of (await openWorkbook(path)).sheets) {
      const cells: unknown[] = [];
      for await (const rows of sheet.rows()) cells.push(rows);
      texts[sheet.name] = JSON.stringify(cells);
    }
    return texts;
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("traceReport() writes the evidence on sheets of their own", async () => {
  const cells = await cellsOf(await traceReport(TRACE, "amber"));
  deepStrictEqual(Object.keys(cells).slice(3), ["figure", "query", "loads", "cells", "reconciliation"]);
  match(cells.figure!, /actual_volume.*987654/);
  match(cells.query!, /queries\/measures\/csr_variance_by_user\.sql/);
  match(cells.loads!, /=july\.xlsx.*CSR Variance/);
  match(cells.cells!, /'CSR Variance'!A9:B9.*'CSR Variance'!E9/);
  match(cells.Notes!, /Reconciliation: equal\. 1 row read again from the cells/);
  match(cells.Notes!, /Answered as known on 2019-08-20.*user_id = 'CANARY-USER'/);
});

Deno.test("traceReport() is marked with the class of what is in it, and holds nothing above its audience", async () => {
  const parts = async (audience: "white" | "amber" | "red") =>
    Object.values(unzipSync(await traceReport(TRACE, audience))).map((bytes) => strFromU8(bytes)).join("\n");
  const white = await parts("white");
  match(white, /classified as White/);
  ok(!/987654|CANARY/.test(white));
  match(await parts("amber"), /classified as Amber/);
  // Cleared for Red, it still holds only Amber.
  match(await parts("red"), /classified as Amber/);
});

Deno.test("traceReport() gives the same bytes the second time", async () => {
  strictEqual((await traceReport(TRACE, "white")).join(), (await traceReport(TRACE, "white")).join());
});
