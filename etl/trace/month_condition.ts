import { quoteLiteral } from "../db/quote.ts";

/** What a view may call its month, in the order in which the annex thinks of it. */
const MONTHS = ["annex_month", "reporting_month", "reporting_quarter", "period"] as const;

/** The column a view has its month in. */
export type MonthColumn = (typeof MONTHS)[number];

/**
 * The column a view has its month, quarter or period in; null where it has none.
 *
 * @example
 * ```ts
 * import { monthColumn } from "./month_condition.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(monthColumn(["region", "reporting_month", "annex_month"]), "annex_month");
 * ```
 */
export function monthColumn(columns: readonly string[]): MonthColumn | null {
  return MONTHS.find((name) => columns.includes(name)) ?? null;
}

/**
 * The condition that a row is of a month, or of the quarter it is in.
 *
 * @param month The first of the month, `yyyy-mm-dd`
 *
 * @example
 * ```ts
 * import { monthCondition } from "./month_condition.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(monthCondition("annex_month", "2019-07-01"), "annex_month = date '2019-07-01'");
 * ```
 */
export function monthCondition(column: MonthColumn, month: string): string {
  const day = `date ${quoteLiteral(month)}`;
  switch (column) {
    case "reporting_quarter":
      return `reporting_quarter = date_trunc('quarter', ${day})`;
    case "period":
      return `period in (${day}, date_trunc('quarter', ${day}))`;
    default:
      return `${column} = ${day}`;
  }
}
