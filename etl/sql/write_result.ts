import { formatTable } from "./format_table.ts";
import type { QueryResult } from "./run_query.ts";
import { type Format, type Settings, TABLE_ROWS } from "./settings.ts";

/** What was written of an answer. */
export interface Written {
  readonly rows: number;
  /** The columns shortened to fit the width. */
  readonly shortened: readonly string[];
}

/** How many characters are gathered before they are handed on. */
const BLOCK = 65_536;

/**
 * Writes an answer in a text format, a block at a time: a machine format of any length takes little memory.
 *
 * @param write Takes the next piece of text
 * @param width The terminal's, to which a table is fitted
 * @returns How many rows were written: fewer than the answer has when `maxRows` (or a table's default) is lower
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { runQuery } from "./run_query.ts";
 * import { writeResult } from "./write_result.ts";
 * import { strictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * const result = await runQuery(connection, "from range(3)", { audience: null, timeoutSeconds: 60 });
 * let text = "";
 * const { rows } = await writeResult(result, { format: "csv", maxRows: 2 }, (piece) => void (text += piece));
 * strictEqual(text, "range\r\n0\r\n1\r\n");
 * strictEqual(rows, 2);
 * connection.closeSync();
 * ```
 */
export async function writeResult(
  result: QueryResult,
  settings: Pick<Settings, "maxRows"> & { readonly format: Exclude<Format, "xlsx"> },
  write: (text: string) => void | Promise<void>,
  width?: number,
): Promise<Written> {
  const { format } = settings;
  const limit = settings.maxRows ?? (format === "table" && !result.isPlan ? TABLE_ROWS : Infinity);
  const rows = Math.min(limit, result.rowCount);
  if (format === "table") {
    const all = await Array.fromAsync(result.rows(limit));
    if (result.isPlan) {
      await write(all.map((row) => `${row[1]}`.trimEnd() + "\n").join(""));
      return { rows, shortened: [] };
    }
    const table = formatTable(result.columns, all, width);
    await write([...table.head, ...table.body].join("\n") + "\n");
    return { rows, shortened: table.shortened };
  }
  let block = "";
  for await (const piece of (await formatter(format))(result.columns, result.rows(limit))) {
    block += piece;
    if (block.length >= BLOCK) {
      await write(block);
      block = "";
    }
  }
  await write(block);
  return { rows, shortened: [] };
}

/** A format is loaded when it is asked for: `table`, the usual one, starts without the others. */
async function formatter(format: "csv" | "json" | "markdown") {
  switch (format) {
    case "csv":
      return (await import("./format_csv.ts")).formatCsv;
    case "json":
      return (await import("./format_json.ts")).formatJson;
    case "markdown":
      return (await import("./format_markdown.ts")).formatMarkdown;
  }
}
