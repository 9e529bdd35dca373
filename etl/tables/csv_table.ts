import { plainText } from "../text/plain_text.ts";
import type { AnnexTable, TableColumn } from "./table_set.ts";
import type { Value } from "../db/value.ts";

/**
 * A table as CSV for programs: RFC 4180 (comma, CRLF, doubled quotes), UTF-8 without a byte order mark, the columns'
 * names as header, numbers untouched and unrounded, dates `yyyy-mm-dd`, `true` and `false`, and nothing for a blank.
 *
 * No mark, because readers that do not expect one take it into the first header; people open the workbook beside it.
 * Text a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises; text that already hides
 * one behind apostrophes gets one more, so that {@link csvText} can be undone without loss.
 *
 * @example
 * ```ts
 * import { csvTable } from "./csv_table.ts";
 * import { strictEqual } from "node:assert/strict";
 * const csv = csvTable({
 *   name: "users", title: "Users", source: "SEC L8.9", classification: "amber", notes: [],
 *   columns: [{ name: "user_name", title: "User", kind: "text" }, { name: "volume", title: "Volume", kind: "count" }],
 *   rows: [["=1+1", -2], ["North, and South", 3]],
 * });
 * strictEqual(csv, 'user_name,volume\r\n\'=1+1,-2\r\n"North, and South",3\r\n');
 * ```
 */
export function csvTable(table: AnnexTable): string {
  const header = table.columns.map((column) => column.name);
  const records = table.rows.map((row) => row.map((value, at) => field(value, table.columns[at]!)));
  return [header, ...records].map((record) => `${record.join(",")}\r\n`).join("");
}

function field(value: Value, column: TableColumn): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = column.kind === "text" ? csvText(value) : value;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Blanks, characters without width and apostrophes, then what begins a formula. Programs pass over the blanks: a tab or a
 * carriage return before `=` hides the formula from a reader, and not from a spreadsheet.
 */
const FORMULA = /^(?:'*\n|[\s'\u00ad\u200b-\u200f\u2060]*[=+\-@＝＋－＠])/;

/** Text no spreadsheet takes for a formula: an apostrophe stands before what would begin one, also behind blanks. */
export function csvText(text: string): string {
  const plain = plainText(text);
  return FORMULA.test(plain) ? `'${plain}` : plain;
}
