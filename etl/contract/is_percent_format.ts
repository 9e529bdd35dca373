/**
 * Whether a number format shows its cell as a percentage. The cell then holds a fraction: 0.966 shown as 96.60%.
 *
 * @param format A number format code; "General" when the cell has none
 *
 * @example
 * ```ts
 * import { isPercentFormat } from "./is_percent_format.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(isPercentFormat("0.00%"), true);
 * strictEqual(isPercentFormat('0.0"%"'), false); // a sign that is only text: 96.6 shown as 96.6%
 * ```
 */
export function isPercentFormat(format: string): boolean {
  return format.includes("%") && format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "").includes("%");
}
