/**
 * A column's letters from its zero-based index.
 *
 * @example
 * ```ts
 * import { columnLetters } from "./address.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(columnLetters(0), "A");
 * strictEqual(columnLetters(16383), "XFD");
 * ```
 */
export function columnLetters(index: number): string {
  let letters = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + (rest - 1) % 26) + letters;
  }
  return letters;
}
