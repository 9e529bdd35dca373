/**
 * A column's zero-based index from its letters.
 *
 * @param letters Upper case
 *
 * @example
 * ```ts
 * import { columnIndex } from "./column_index.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(columnIndex("A"), 0);
 * strictEqual(columnIndex("XFD"), 16383);
 * ```
 */
export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
