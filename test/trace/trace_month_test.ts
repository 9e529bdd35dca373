import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { namedQuery } from "../../etl/sql/named_query.ts";
import { traceFigure } from "../../etl/trace/trace_figure.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";
import { atDesk, type Desk } from "../load/fixture.ts";

/** The register has two reports of a month (5 and 6) and two of a quarter (2 and 7). */
const REGISTER = `Report,Report Period,Published Date,Reference,Stored At,Reason not published
CSR Variance Report,2019-07,2019-08-14,R1,,
CSR Variance Report,2019-08,2019-09-11,R2,,
SR Variance Report,2019-08,2019-09-11,R3,,
CH Returns Report,2019-07,2019-10-11,R4,,
CH Returns Report,2019-04,2019-07-11,R5,,
Quarterly Problem Report,2019-07,2019-10-11,R6,,
`;

/** The rows of a view for August 2019 by `sql --query` and by `trace`, each as `report period`. */
async function both(desk: Desk, view: string): Promise<readonly [string[], string[]]> {
  using warehouse = await openReadOnly(desk.warehouse);
  const { sql } = await namedQuery(warehouse.connection, view, new Map([["month", "2019-08"]]), null);
  const asked = await rows(warehouse.connection, `select report_number, period from (${sql}) order by all`);
  const trace = await traceFigure({
    warehouse: desk.warehouse,
    figure: view,
    month: "2019-08-01",
    column: null,
    where: null,
    asOf: null,
    audience: "red",
    folders: [desk.folder],
    extracts: allExtracts,
  });
  const positions = ["report_number", "period"].map((name) =>
    trace.columns.findIndex((column) => column.name === name)
  );
  const traced = trace.rows.map((row) => positions.map((position) => row[position]).join(" ")).sort();
  return [asked.map((row) => `${row.report_number} ${row.period}`), traced];
}

Deno.test("sql and trace keep the same rows of a month, with the reports of its quarter", () =>
  atDesk(async (desk) => {
    strictEqual((await desk.loadText("Report Register 2019-08.csv", REGISTER)).status, "loaded");
    const registered = ["2 2019-07-01", "5 2019-08-01", "6 2019-08-01", "7 2019-07-01"];
    const [entries, tracedEntries] = await both(desk, "stg_report_register");
    deepStrictEqual(entries, registered);
    deepStrictEqual(tracedEntries, registered);
    const [judged, tracedJudged] = await both(desk, "report_timeliness");
    deepStrictEqual(judged.filter((row) => registered.includes(row)), registered);
    deepStrictEqual(tracedJudged, judged);
  }));
