/** The columns a row's month is read from, the first that is there. */
const MONTHS = ["annex_month", "reporting_month", "reporting_quarter", "period"];

/**
 * The column that says which month a row is of; null where none of the columns does.
 *
 * @param dates The names of the columns that hold days
 *
 * @example
 * ```ts
 * import { monthColumn } from "./month_column.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(monthColumn(["reporting_month", "annex_month"]), "annex_month");
 * strictEqual(monthColumn(["closed_date"]), null);
 * ```
 */
export function monthColumn(dates: readonly string[]): string | null {
  return MONTHS.find((name) => dates.includes(name)) ?? null;
}

/**
 * The SQL that keeps the rows of a month; of its quarter, where a row is a quarter's.
 *
 * @param column From {@linkcode monthColumn}
 * @param month `yyyy-mm`
 *
 * @example
 * ```ts
 * import { monthCondition } from "./month_column.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(
 *   monthCondition("reporting_quarter", "2019-08"),
 *   "reporting_quarter = date_trunc('quarter', date '2019-08-01')",
 * );
 * ```
 */
export function monthCondition(column: string, month: string): string {
  const first = `date '${month}-01'`;
  return column === "reporting_quarter"
    ? `${column} = date_trunc('quarter', ${first})`
    : `date_trunc('month', ${column}) = ${first}`;
}
