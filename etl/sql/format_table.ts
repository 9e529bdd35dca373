import { plainText } from "../charts/plain_text.ts";
import type { Value } from "../annex/table_set.ts";
import type { ResultColumn } from "./run_query.ts";
import { textWidth } from "./text_width.ts";

/** A table as lines of text. */
export interface TextTable {
  /** Column names and the rule under them. */
  readonly head: readonly string[];
  /** One line a row. */
  readonly body: readonly string[];
  /** The columns whose values were shortened to fit `width`, each marked with `…`. */
  readonly shortened: readonly string[];
}

/** No column is made narrower than this to fit a terminal. */
const NARROWEST = 8;

/**
 * An answer as aligned text for people: numbers to the right, `NULL` for no value, control characters made visible, a
 * line a row whatever the cells hold.
 *
 * @param width The terminal's: where the table is wider, its widest text columns are shortened, never a number. Left
 * out, nothing is
 *
 * @example
 * ```ts
 * import { formatTable } from "./format_table.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const columns = [
 *   { name: "region", type: "VARCHAR", isNumeric: false },
 *   { name: "users", type: "INTEGER", isNumeric: true },
 * ];
 * const table = formatTable(columns, [["North", 3], [null, 15]]);
 * deepStrictEqual([...table.head, ...table.body], [
 *   "region  users",
 *   "------  -----",
 *   "North       3",
 *   "NULL       15",
 * ]);
 * ```
 */
export function formatTable(
  columns: readonly ResultColumn[],
  rows: readonly (readonly Value[])[],
  width: number = Infinity,
): TextTable {
  const names = columns.map((column) => oneLine(column.name));
  const cells = rows.map((row) => row.map(cellText));
  const natural = names.map((name, index) =>
    cells.reduce((widest, row) => Math.max(widest, textWidth(row[index]!)), textWidth(name))
  );
  const widths = fit(natural, columns, width);
  const line = (row: readonly string[]) =>
    row.map((text, index) => align(text, widths[index]!, columns[index]!.isNumeric)).join("  ").trimEnd();
  return {
    head: [line(names), widths.map((one) => "-".repeat(one)).join("  ")],
    body: cells.map(line),
    shortened: names.filter((_, index) => widths[index]! < natural[index]!),
  };
}

function cellText(value: Value): string {
  return value === null ? "NULL" : oneLine(String(value));
}

/** A cell keeps to its line, and a User whose name holds escape codes cannot clear the screen or colour it. */
function oneLine(text: string): string {
  return plainText(text).replaceAll("\n", "␊");
}

/** Takes the room that is missing from the widest text columns, evenly, down to `NARROWEST`. */
function fit(natural: readonly number[], columns: readonly ResultColumn[], width: number): number[] {
  const room = width - 2 * (natural.length - 1);
  let limit = Math.max(0, ...natural);
  const limited = () => natural.map((one, index) => columns[index]!.isNumeric ? one : Math.min(one, limit));
  while (limit > NARROWEST && limited().reduce((sum, one) => sum + one, 0) > room) limit--;
  return limited();
}

function align(text: string, width: number, toTheRight: boolean): string {
  const shown = textWidth(text) > width ? shorten(text, width) : text;
  const blank = " ".repeat(Math.max(0, width - textWidth(shown)));
  return toTheRight ? blank + shown : shown + blank;
}

function shorten(text: string, width: number): string {
  let shown = "";
  let used = 0;
  for (const character of text) {
    const next = textWidth(character);
    if (used + next > width - 1) break;
    shown += character;
    used += next;
  }
  return `${shown}…`;
}
