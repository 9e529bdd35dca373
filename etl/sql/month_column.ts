/** The columns that can hold a row's month. The first one that a view has counts. */
const MONTHS = ["annex_month", "reporting_month", "reporting_quarter", "period"];

/** The columns that name a report. The catalogue knows how often that report comes. */
const REPORTS = ["report_number", "extract"];

/**
 * The column that says which month a row is of; null when there is none.
 *
 * @param columns The names of the columns, or of those that hold days
 *
 * @example
 * ```ts
 * import { monthColumn } from "./month_column.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(monthColumn(["reporting_month", "annex_month"]), "annex_month");
 * strictEqual(monthColumn(["closed_date"]), null);
 * ```
 */
export function monthColumn(columns: readonly string[]): string | null {
  return MONTHS.find((name) => columns.includes(name)) ?? null;
}

/**
 * The SQL that keeps the rows of a month. A row of a quarter is kept when the month is in its quarter.
 *
 * A `period` is a month for one report and a quarter for another. So the condition asks how often the row's report comes:
 * its `frequency` when the view has that column, otherwise the catalogue (`reference.reports`). Without a report, a period
 * is a month.
 *
 * @param column From {@linkcode monthColumn}
 * @param month `yyyy-mm`
 * @param columns The names of all columns of the rows
 *
 * @example
 * ```ts
 * import { monthCondition } from "./month_column.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(
 *   monthCondition("reporting_quarter", "2019-08", ["reporting_quarter"]),
 *   "reporting_quarter = date_trunc('quarter', date '2019-08-01')",
 * );
 * strictEqual(
 *   monthCondition("period", "2019-08", ["frequency", "period"]),
 *   "date_trunc(case when frequency = 'quarterly' then 'quarter' else 'month' end, date '2019-08-01') = period",
 * );
 * ```
 */
export function monthCondition(column: string, month: string, columns: readonly string[]): string {
  const first = `date '${month}-01'`;
  if (column === "reporting_quarter") return `${column} = date_trunc('quarter', ${first})`;
  const quarterly = column === "period" ? quarterlyCondition(columns) : null;
  return quarterly === null
    ? `date_trunc('month', ${column}) = ${first}`
    : `date_trunc(case when ${quarterly} then 'quarter' else 'month' end, ${first}) = ${column}`;
}

/** The SQL that says whether a row's report comes once a quarter; null when no column names a report. */
function quarterlyCondition(columns: readonly string[]): string | null {
  if (columns.includes("frequency")) return "frequency = 'quarterly'";
  const named = REPORTS.find((name) => columns.includes(name));
  return named === undefined
    ? null
    : `${named} in (select ${named} from reference.reports where frequency = 'quarterly')`;
}
