/**
 * Whether a text in a key column marks its row as a total: `Total`, `Grand Total`, `Sub-total:`, `Totals`.
 *
 * @example
 * ```ts
 * import { isTotalsLabel } from "./totals_label.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(isTotalsLabel("GRAND TOTAL:"), true);
 * strictEqual(isTotalsLabel("Total Energy Ltd"), false);
 * ```
 */
export function isTotalsLabel(text: string): boolean {
  return /^(?:(?:grand|overall|sub)[ -]?)?totals?\s*:?$/i.test(text);
}

/**
 * Whether a text could label a total of something it names: `North Total`, `Total for July 2019`. A User's name could
 * have the same form. It therefore counts only if the row's other keys are blank.
 *
 * @example
 * ```ts
 * import { mayBeTotalsLabel } from "./totals_label.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(mayBeTotalsLabel("North Total"), true);
 * strictEqual(mayBeTotalsLabel("Totally"), false);
 * ```
 */
export function mayBeTotalsLabel(text: string): boolean {
  return /^(?:(?:grand|overall|sub)[ -]?)?totals?\b|\btotals?\s*:?$/i.test(text);
}

/**
 * Whether a text means all of something: `All Users`, `Sum`, `Overall`, `Total Users: 6`. A reason or a name could have
 * the same form. It therefore counts only in a key column that rejects it.
 *
 * @example
 * ```ts
 * import { namesAll } from "./totals_label.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(namesAll("All Users"), true);
 * strictEqual(namesAll("90-B3-D5-1F-30-01-00-00"), false);
 * ```
 */
export function namesAll(text: string): boolean {
  return mayBeTotalsLabel(text) ||
    /^(?:all|sum|overall|combined|aggregate[ds]?|sub-?totals?)\b|\b(?:all|overall)\W*$/i.test(text);
}

/**
 * Whether a totals label excludes the rows without a forecast: `Total excluding zero forecasts`.
 *
 * @example
 * ```ts
 * import { excludesZeroForecasts } from "./totals_label.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(excludesZeroForecasts("Total (excl. zero forecasts)"), true);
 * strictEqual(excludesZeroForecasts("Total"), false);
 * ```
 */
export function excludesZeroForecasts(text: string): boolean {
  return /\bexcl(?:\.|ud\w*)?\b|\bwithout\b|\bnon-?\s?zero\b|\bex\.? (?:zero|nil)\b/i.test(text) &&
    /zero|nil|\b0\b|forecast/i.test(text);
}
