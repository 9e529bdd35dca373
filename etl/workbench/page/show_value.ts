import { SUPPRESSED } from "../../tables/format_value.ts";
import { suppressedColumns } from "../../tables/show_suppressed.ts";
import { grouped } from "../../text/grouped.ts";
import type { AnswerColumn, AnswerValue } from "./answer.ts";

/** More digits than a reader uses; the cell's title has them all. */
const DECIMALS = 4;

/** More are noise of the arithmetic. */
const MOST_DECIMALS = 12;

/**
 * A value as a cell shows it: numbers with commas and at most four decimals, and `none` for no value. A number has
 * more decimals where four would make it rounder than it is: 98.99996 is not shown as 99.
 *
 * @example
 * ```ts
 * import { showValue } from "./show_value.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual([4077703, 112.79873927, null].map((value) => showValue(value, "number")), [
 *   "4,077,703",
 *   "112.7987",
 *   "none",
 * ]);
 * deepStrictEqual([98.99996, 0.1 + 0.2].map((value) => showValue(value, "number")), ["98.99996", "0.3"]);
 * ```
 */
export function showValue(value: AnswerValue, kind: AnswerColumn["kind"]): string {
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return kind === "time" ? String(value).replace("T", " ") : String(value);
  }
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? grouped(value) : String(value);
  const [whole, decimals = ""] = shortened(Math.abs(value)).split(".");
  const rest = decimals.replace(/0+$/, "");
  return `${value < 0 ? "-" : ""}${grouped(Number(whole))}${rest === "" ? "" : `.${rest}`}`;
}

/** With four decimals, or as many more as leave the last one other than nought. */
function shortened(value: number): string {
  for (let decimals = DECIMALS; decimals <= MOST_DECIMALS; decimals++) {
    const text = value.toFixed(decimals);
    if (!text.endsWith("0") || Number(text) === value) return text;
  }
  return value.toFixed(DECIMALS);
}

/**
 * A figure of a row as a cell shows it: `[c]` where the row's `suppressed_columns` names it, which is no "none".
 *
 * @example
 * ```ts
 * import { showFigure } from "./show_value.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const row = { exceptions: null, devices: 7, suppressed_columns: "exceptions" };
 * deepStrictEqual(["exceptions", "devices"].map((name) => showFigure(row, name, "number")), ["[c]", "7"]);
 * ```
 */
export function showFigure(
  row: Readonly<Record<string, AnswerValue>>,
  name: string,
  kind: AnswerColumn["kind"],
): string {
  return suppressedColumns(row.suppressed_columns).includes(name) ? SUPPRESSED : showValue(row[name] ?? null, kind);
}

/** `csr_variance_summary` as people read it. */
export function words(name: string): string {
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** `2019-07-01` or `2019-07` as "July 2019". */
export function monthName(day: string): string {
  return `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}

/** `2019-08-14` as "14 Aug 2019". */
export function dayName(day: string): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]!.slice(0, 3)} ${day.slice(0, 4)}`;
}
