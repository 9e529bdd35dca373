import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { annexa } from "../commands/annexa.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";

Deno.test("trace proves the July 2019 percentage of the shipped samples from their cells", async (t) => {
  const folder = await Deno.makeTempDir();
  const warehouse = join(folder, "warehouse.duckdb");
  const trace = (...args: string[]) => annexa("trace", ...args, "--warehouse", warehouse);
  const figure = ["csr_variance_summary", "--month", "2019-07", "--column", "percent_of_forecast"];
  const sample = "data/samples/inbox/CSR Forecast Variance July 2019.xlsx";
  strictEqual((await annexa("load", sample, "--warehouse", warehouse)).code, 0);

  await t.step("as text", async () => {
    const { code, stdout } = await trace(...figure);
    strictEqual(code, 0);
    match(stdout, /percent_of_forecast +112\.79/); // S0: 112.8%
    match(stdout, /Query: queries\/measures\/csr_variance_summary\.sql/);
    match(stdout, /"CSR Forecast Variance July 2019\.xlsx" \(file 1, loaded /);
    match(stdout, /\n {4}Variance!A7:B148, Variance!D7:E148\n/);
    match(stdout, /\nReconciliation: equal\. 142 rows read again/);
    // No path of this machine: the evidence goes to other people.
    match(stdout, /\n {2}read again: data\/samples\/inbox\/CSR Forecast Variance July 2019\.xlsx\n/);
    match(stdout, /made from synthetic samples/);
  });

  await t.step("as JSON and as a workbook", async () => {
    const report = join(folder, "evidence.xlsx");
    const { code, stdout } = await trace(...figure, "--json", "--report", report);
    strictEqual(code, 0);
    const { loads, reconciliation, classification } = JSON.parse(stdout);
    deepStrictEqual([loads[0].cells, reconciliation.status, classification], [
      ["Variance!A7:B148", "Variance!D7:E148"],
      "equal",
      "white",
    ]);
    ok((await Deno.stat(report)).size > 5000);
  });

  await t.step("prints no User unless asked", async () => {
    const users = ["csr_variance_by_user", "--month", "2019-07", "--where", "exception_reason is not null"];
    const user = /90-B3-D5/;
    ok(!user.test((await trace(...users, "--json")).stdout));
    match((await trace(...users, "--json", "--show-values")).stdout, user);
  });

  await t.step("ends with exit 5 when the warehouse does not hold what the cells say", async () => {
    {
      using opened = await openPrivate(warehouse);
      await opened.connection.run(
        "update extracts.csr_variance set actual_volume = actual_volume + 1 where source_row = 7",
      );
      await opened.connection.run("force checkpoint");
    }
    const { code, stdout } = await trace("csr_variance_summary", "--month", "2019-07");
    strictEqual(code, 5);
    match(stdout, /Reconciliation: DIFFERENT/);
  });

  await t.step("ends with exit 2 without a figure", async () => {
    const { code, stderr } = await trace();
    strictEqual(code, 2);
    match(stderr, /^Cannot trace without a figure: name a view, such as csr_variance_summary, or "Annex A, row 5"\n$/);
  });
  await Deno.remove(folder, { recursive: true });
});
