import { csvText } from "../tables/csv_table.ts";
import type { Value } from "../db/value.ts";
import type { ResultColumn } from "./run_query.ts";

/**
 * An answer as CSV (RFC 4180: a header, CRLF, quotes where needed), piece by piece. No value is an empty field, empty
 * text is `""`. Text that a spreadsheet would take for a formula gets an apostrophe before it, by the rule of the annex's
 * CSV files; numbers and dates never do.
 *
 * @example
 * ```ts
 * import { formatCsv } from "./format_csv.ts";
 * import { strictEqual } from "node:assert/strict";
 * const columns = [
 *   { name: "user_name", type: "VARCHAR", isNumeric: false },
 *   { name: "change", type: "INTEGER", isNumeric: true },
 * ];
 * const text = (await Array.fromAsync(formatCsv(columns, [["=1+1", -3], [null, null]]))).join("");
 * strictEqual(text, "user_name,change\r\n'=1+1,-3\r\n,\r\n");
 * ```
 */
export async function* formatCsv(
  columns: readonly ResultColumn[],
  rows: AsyncIterable<readonly Value[]> | Iterable<readonly Value[]>,
): AsyncGenerator<string> {
  yield `${columns.map((column) => field(column.name, false)).join(",")}\r\n`;
  for await (const row of rows) {
    const fields = row.map((value, index) => value === null ? "" : field(String(value), columns[index]!.isNumeric));
    // A row of one empty field would read as no row at all.
    yield `${fields.length === 1 && fields[0] === "" ? '""' : fields.join(",")}\r\n`;
  }
}

function field(text: string, isNumeric: boolean): string {
  const inert = isNumeric ? text : csvText(text);
  return inert === "" || /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
