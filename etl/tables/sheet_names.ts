const LONGEST = 31;

/**
 * Names of sheets for tables, in order: a table's own name where Excel takes it, else its first letters with a number.
 *
 * @param tables Names of lower case letters, digits and underscores, each once
 *
 * @example
 * ```ts
 * import { sheetNames } from "./sheet_names.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(sheetNames(["annex_a", "post_commissioning_incomplete_by_device_type"]), [
 *   "annex_a",
 *   "post_commissioning_incomplete_2",
 * ]);
 * ```
 */
export function sheetNames(tables: readonly string[]): string[] {
  const taken = new Set(tables);
  return tables.map((name) => {
    let sheet = name;
    for (let number = 2; sheet.length > LONGEST || (sheet !== name && taken.has(sheet)); number++) {
      sheet = `${name.slice(0, LONGEST - `_${number}`.length).replace(/_+$/, "")}_${number}`;
    }
    taken.add(sheet);
    return sheet;
  });
}
