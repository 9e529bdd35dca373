/**
 * Masks the letters and digits of a value. The mask shows what is wrong with the value but does not disclose it. A
 * workbook reader needs this because it does not know how the column is classified.
 *
 * @example
 * ```ts
 * import { maskValue } from "./mask_value.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(maskValue("12,5 Mio"), "99,9 xxx");
 * ```
 */
export function maskValue(text: string): string {
  return text.slice(0, 40).replace(/\p{L}/gu, "x").replace(/\d/g, "9");
}
