import { strictEqual } from "node:assert/strict";
import { buildTable } from "../../etl/annex/build_table.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { atDesk, userIdOf } from "../load/fixture.ts";

Deno.test("buildTable() gives percentages the table's own decimals, else those their report is published with", () =>
  atDesk(async (desk) => {
    await desk.loadText(
      "sr.csv",
      "Reporting Month,User ID,User Name,User Role,Service Reference Variant,Forecast Volume,Actual Volume\n" +
        `2019-07,${userIdOf("U1")},One,IS,4.1.1,1000,825\n2019-07,${userIdOf("U2")},Two,IS,4.1.1,,7\n`,
    );
    using warehouse = await openReadOnly(desk.warehouse);
    const decimals = async (view: string) => {
      const { columns } = await buildTable(warehouse.connection, view, "2019-07-01", "white");
      return columns.find(({ kind }) => kind === "percent")!.decimals;
    };
    // S0 prints "48% of the forecast" of Service Requests; steps rounded so would not add up.
    strictEqual(await decimals("annex_sr_variance"), 0);
    strictEqual(await decimals("annex_sr_variance_bridge"), 2);
  }));

Deno.test("buildTable() cites no paper, because a table of July 2019 cannot come from a paper of May 2021", () =>
  atDesk(async (desk) => {
    using warehouse = await openReadOnly(desk.warehouse);
    const source = async (view: string) => (await buildTable(warehouse.connection, view, "2019-07-01", "white")).source;
    // The report has no clause of the SEC, so its table names the report itself.
    strictEqual(await source("annex_report_timeliness"), "Report Register");
    strictEqual(await source("annex_csr_variance"), "SEC L8.9");
  }));
