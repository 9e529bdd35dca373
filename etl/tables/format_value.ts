import { plainText } from "../text/plain_text.ts";
import type { TableColumn } from "./table_set.ts";
import type { Value } from "../db/value.ts";

/** What stands in the place of a blank, as government statistics write "not available"; the reason is in the notes. */
export const BLANK = "[x]";

/** The value of a cell that is not shown as too few stand behind it, in every kind of column; the reason is in the notes. */
export const SUPPRESSED = "[c]";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/**
 * A value as people read it: `4,077,703`, `112.8`, `14 February 2018`, `July 2019`, `Q1 2021`, `Yes`, `[x]` for a blank.
 *
 * A percentage is rounded here, once, to its column's decimals, half away from zero; its unit stands in the heading.
 *
 * @param value As the table set holds it, already validated
 * @param rowDecimals The least number of decimals of a percentage in this row; see `AnnexTable.rowDecimals`
 *
 * @example
 * ```ts
 * import { formatValue } from "./format_value.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(formatValue(112.7532, { kind: "percent", decimals: 1 }), "112.8");
 * strictEqual(formatValue(98.996, { kind: "percent", decimals: 1 }, 3), "98.996");
 * strictEqual(formatValue("2019-07-01", { kind: "month" }), "July 2019");
 * strictEqual(formatValue(null, { kind: "count" }), "[x]");
 * ```
 */
export function formatValue(value: Value, column: Pick<TableColumn, "kind" | "decimals">, rowDecimals = 0): string {
  if (value === null) return BLANK;
  if (value === SUPPRESSED) return SUPPRESSED;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") {
    return grouped(column.kind === "percent" ? value.toFixed(shownDecimals(column, rowDecimals)) : `${value}`);
  }
  const [year, month, day] = value.split("-").map(Number);
  switch (column.kind) {
    case "date":
      return `${day} ${MONTHS[month! - 1]} ${year}`;
    case "month":
      return `${MONTHS[month! - 1]} ${year}`;
    case "quarter":
      return `Q${Math.ceil(month! / 3)} ${year}`;
    default:
      return plainText(value);
  }
}

/**
 * How many decimals a percentage is shown with: its column's, or its row's where these are more.
 *
 * @example
 * ```ts
 * import { shownDecimals } from "./format_value.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual([0, 3].map((row) => shownDecimals({ decimals: 2 }, row)), [2, 3]);
 * ```
 */
export function shownDecimals(column: Pick<TableColumn, "decimals">, rowDecimals: number): number {
  return Math.max(column.decimals ?? 0, rowDecimals);
}

function grouped(digits: string): string {
  // A small negative rounds to "-0.0", which nobody means.
  const [whole, fraction] = (Number(digits) === 0 ? digits.replace("-", "") : digits).split(".");
  const groups = whole!.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
