import { plainText } from "../text/plain_text.ts";
import { BLANK } from "../tables/format_value.ts";

/**
 * A value as a notebook shows it: `4,077,703`, `112.753` (a working figure, to six digits; what is published comes
 * rounded from its query), `Yes`, `[x]` for a blank. Years and other numbers below 10,000 have no comma.
 * A number has more digits where six would make it rounder than it is: 98.99999996 is not shown as 99.
 *
 * @example
 * ```ts
 * import { formatCell } from "./format_cell.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual([4077703, 2019, 112.753246, true, null, "4.10"].map(formatCell), [
 *   "4,077,703", "2019", "112.753", "Yes", "[x]", "4.10",
 * ]);
 * deepStrictEqual([98.99999996, 0.1 + 0.2].map(formatCell), ["98.99999996", "0.3"]);
 * ```
 */
export function formatCell(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return BLANK;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value !== "number") return plainText(String(value));
  const [whole, fraction] = `${Number.isInteger(value) ? value : shortened(value)}`.split(".");
  const grouped = Math.abs(value) < 10_000 ? whole! : whole!.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** To six significant digits, or as many more as leave the last one other than nought. */
function shortened(value: number): number {
  for (let digits = 6; digits <= 14; digits++) {
    const text = value.toPrecision(digits);
    if (!text.includes("e") && !/0$|\.$/.test(text) && text.includes(".") || Number(text) === value) {
      return Number(text);
    }
  }
  return Number(value.toPrecision(6));
}
