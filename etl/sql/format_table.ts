import { plainText } from "../text/plain_text.ts";
import type { Value } from "../db/value.ts";
import type { ResultColumn } from "./run_query.ts";
import { textWidth } from "../text/text_width.ts";

/** A table as lines of text. */
export interface TextTable {
  /** Column names and the rule under them; none where each row is a record. */
  readonly head: readonly string[];
  /** One line a row, or one a value where each row is a record. */
  readonly body: readonly string[];
  /** The columns whose values were shortened to fit `width`, each marked with `…`. */
  readonly shortened: readonly string[];
}

/** No text is shortened to less than this. */
const NARROWEST = 12;

/** The types whose values can be shortened and still be read: a part of a day is none. */
const TEXT = /^(?:VARCHAR|ENUM|JSON|STRUCT|MAP|UNION)|\]$/;

/**
 * An answer as aligned text for people: numbers to the right, `NULL` for no value, control characters made visible, a
 * line a row whatever the cells hold.
 *
 * @param width The terminal's. Where the table is wider, names are broken at their underscores, then the widest texts are
 * shortened, never a number or a day; where that does not do, each row is a record, a line a column, all of it shown. Left
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
  const natural = names.map((_, index) => cells.reduce((widest, row) => Math.max(widest, textWidth(row[index]!)), 1));
  const widths = fit(names, natural, columns, width);
  if (widths === null) return { head: [], body: records(names, cells), shortened: [] };
  const line = (row: readonly string[]) =>
    row.map((text, index) => align(text, widths[index]!, columns[index]!.isNumeric)).join("  ").trimEnd();
  const broken = names.map((name, index) => breakName(name, widths[index]!));
  const height = Math.max(...broken.map((lines) => lines.length));
  const heading = Array.from(
    { length: height },
    (_, row) => line(broken.map((lines) => lines[row - (height - lines.length)] ?? "")),
  );
  return {
    head: [...heading, widths.map((one) => "-".repeat(one)).join("  ")],
    body: cells.map(line),
    shortened: names.filter((_, index) => widths[index]! < natural[index]!),
  };
}

/** A name on as many lines as it takes, broken after underscores. */
function breakName(name: string, width: number): string[] {
  return pieces(name).reduce((lines: string[], piece) => {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(last + piece) <= width) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
    return lines;
  }, []);
}

function pieces(name: string): readonly string[] {
  return name.match(/[^_]*_+|[^_]+$/g) ?? [""];
}

function records(names: readonly string[], cells: readonly (readonly string[])[]): string[] {
  const widest = Math.max(...names.map(textWidth));
  return cells.flatMap((row, index) => [
    `-- row ${index + 1} of ${cells.length} --`,
    ...row.map((text, column) => `${align(names[column]!, widest, false)}  ${text}`),
  ]);
}

function cellText(value: Value): string {
  return value === null ? "NULL" : oneLine(String(value));
}

/** A cell keeps to its line, and a User whose name holds escape codes cannot clear the screen or colour it. */
function oneLine(text: string): string {
  return plainText(text).replaceAll("\n", "␊");
}

/**
 * A width for each column, so that they fit: names are broken first, then the widest texts shortened, evenly; null where
 * that does not do.
 *
 * @param natural What the values of each column take
 */
function fit(
  names: readonly string[],
  natural: readonly number[],
  columns: readonly ResultColumn[],
  width: number,
): number[] | null {
  const room = width - 2 * (natural.length - 1);
  const longest = names.map((name) => Math.max(...pieces(name).map(textWidth)));
  const widths = (most: { readonly name: number; readonly text: number }) =>
    natural.map((one, index) => {
      const name = Math.max(longest[index]!, Math.min(textWidth(names[index]!), most.name));
      return Math.max(name, TEXT.test(columns[index]!.type) ? Math.min(one, most.text) : one);
    });
  const most = { name: Math.max(0, ...names.map(textWidth)), text: Math.max(0, ...natural) };
  const isTooWide = () => widths(most).reduce((sum, one) => sum + one, 0) > room;
  const narrowest = Math.min(...longest);
  while (isTooWide() && most.name > narrowest) most.name--;
  while (isTooWide() && most.text > NARROWEST) most.text--;
  return isTooWide() ? null : widths(most);
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
