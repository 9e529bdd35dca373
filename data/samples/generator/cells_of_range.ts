/**
 * The 0-based corners of a range in A1 notation, both included. Columns A to Z only: no sample is wider.
 *
 * @throws {SyntaxError} when the text is no such range
 *
 * @example
 * ```ts
 * import { cellsOfRange } from "./cells_of_range.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(cellsOfRange("B6:D7"), { startRow: 5, startCol: 1, endRow: 6, endCol: 3 });
 * ```
 */
export function cellsOfRange(
  range: string,
): { startRow: number; startCol: number; endRow: number; endCol: number } {
  const match = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(range);
  if (!match) throw new SyntaxError(`Cannot read "${range}" as a range such as B6:D7`);
  const [, startColumn, startRow, endColumn, endRow] = match;
  return {
    startRow: Number(startRow) - 1,
    startCol: startColumn!.charCodeAt(0) - 65,
    endRow: Number(endRow) - 1,
    endCol: endColumn!.charCodeAt(0) - 65,
  };
}
