import { columnLetters } from "./address.ts";

/** Consecutive rows of a sheet, both ends included. */
export interface RowRun {
  readonly first: number;
  readonly last: number;
}

/**
 * Lists the cells of some columns in some rows as A1 ranges. Neighbouring columns share one range.
 *
 * @param runs In order, with a gap between each two
 * @param letters The columns, in any order
 * @returns Run by run, and left to right within each run
 *
 * @example
 * ```ts
 * import { cellRanges } from "./cell_ranges.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(cellRanges([{ first: 7, last: 148 }, { first: 151, last: 151 }], ["A", "E", "D"]), [
 *   "A7:A148", "D7:E148", "A151", "D151:E151",
 * ]);
 * ```
 */
export function cellRanges(runs: readonly RowRun[], letters: readonly string[]): string[] {
  const indexes = [...new Set(letters.map(columnIndex))].sort((one, other) => one - other);
  const spans: [first: number, last: number][] = [];
  for (const index of indexes) {
    const span = spans.at(-1);
    if (span !== undefined && span[1] === index - 1) span[1] = index;
    else spans.push([index, index]);
  }
  return runs.flatMap(({ first, last }) =>
    spans.map(([left, right]) => {
      const [start, end] = [`${columnLetters(left)}${first}`, `${columnLetters(right)}${last}`];
      return start === end ? start : `${start}:${end}`;
    })
  );
}

/**
 * Names ranges of a sheet in formula syntax.
 *
 * @example
 * ```ts
 * import { sheetAddress } from "./cell_ranges.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(sheetAddress("Variance", "E7:E148"), "Variance!E7:E148");
 * strictEqual(sheetAddress("Users' view", "E7"), "'Users'' view'!E7");
 * ```
 */
export function sheetAddress(sheet: string, range: string): string {
  const name = /^[A-Za-z_][A-Za-z0-9_.]*$/.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`;
  return `${name}!${range}`;
}

/** A column's zero-based index from its letters in upper case: 0 for A, 16383 for XFD. */
function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
