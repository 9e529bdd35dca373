/**
 * Whether a text in place of a key says that its row is a total: `Total`, `Grand Total`, `Sub-total:`, `Totals`.
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
 * Whether a text could be the label of a total over something it names: `North Total`, `Total for July 2019`. A User's
 * name could be such a text too, so it counts only where the row's other keys are blank.
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
