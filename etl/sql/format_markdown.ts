import { escapeMarkdown } from "../text/escape_markdown.ts";
import type { Value } from "../db/value.ts";
import type { ResultColumn } from "./run_query.ts";

/**
 * An answer as a Markdown table, piece by piece; a cell shows its text and nothing else comes of it. No value is an empty
 * cell.
 *
 * @example
 * ```ts
 * import { formatMarkdown } from "./format_markdown.ts";
 * import { strictEqual } from "node:assert/strict";
 * const columns = [
 *   { name: "region", type: "VARCHAR", isNumeric: false },
 *   { name: "users", type: "INTEGER", isNumeric: true },
 * ];
 * const text = (await Array.fromAsync(formatMarkdown(columns, [["a|b", 3]]))).join("");
 * strictEqual(text, "| region | users |\n| --- | ---: |\n| a\\|b | 3 |\n");
 * ```
 */
export async function* formatMarkdown(
  columns: readonly ResultColumn[],
  rows: AsyncIterable<readonly Value[]> | Iterable<readonly Value[]>,
): AsyncGenerator<string> {
  yield line(columns.map((column) => escapeMarkdown(column.name)));
  yield line(columns.map((column) => column.isNumeric ? "---:" : "---"));
  for await (const row of rows) {
    yield line(
      row.map((value) => value === null ? "" : typeof value === "string" ? escapeMarkdown(value) : `${value}`),
    );
  }
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}
