import type { Value } from "../db/value.ts";
import { escapeControls } from "../text/escape_controls.ts";
import type { ResultColumn } from "./run_query.ts";

/**
 * An answer as a JSON array with an object a row, its members in the order of the columns, piece by piece. Dates are
 * `yyyy-mm-dd` text, percentages numbers, whole numbers numbers where JSON readers keep them exact and else their digits
 * as text; what JSON has no number for (`NaN`, `Infinity`) is text.
 *
 * @example
 * ```ts
 * import { formatJson } from "./format_json.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const columns = [{ name: "region", type: "VARCHAR", isNumeric: false }];
 * const text = (await Array.fromAsync(formatJson(columns, [["North"], [null]]))).join("");
 * deepStrictEqual(JSON.parse(text), [{ region: "North" }, { region: null }]);
 * ```
 */
export async function* formatJson(
  columns: readonly ResultColumn[],
  rows: AsyncIterable<readonly Value[]> | Iterable<readonly Value[]>,
): AsyncGenerator<string> {
  const keys = columns.map((column) => `${JSON.stringify(column.name)}:`);
  let before = "[\n  ";
  for await (const row of rows) {
    yield `${before}{${row.map((value, index) => keys[index] + member(value)).join(",")}}`;
    before = ",\n  ";
  }
  yield before.startsWith("[") ? "[]\n" : "\n]\n";
}

function member(value: Value): string {
  return escapeControls(JSON.stringify(typeof value === "number" && !Number.isFinite(value) ? String(value) : value));
}
