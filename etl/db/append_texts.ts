import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * Appends rows of text to a table whose columns are all VARCHAR, in the running transaction. This is about twenty times
 * faster than one INSERT per row.
 *
 * @param schema The table's schema
 *
 * @example
 * ```ts
 * import { appendTexts } from "./append_texts.ts";
 * import { openPrivate } from "./open_warehouse.ts";
 * import { rows } from "./rows.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await warehouse.connection.run("create table main.names (name varchar)");
 * await appendTexts(warehouse.connection, "main", "names", [["North"], ["O'Brien"]]);
 * deepStrictEqual(await rows(warehouse.connection, "from names"), [{ name: "North" }, { name: "O'Brien" }]);
 * ```
 */
export async function appendTexts(
  connection: DuckDBConnection,
  schema: string,
  table: string,
  rows: Iterable<readonly string[]>,
): Promise<void> {
  const appender = await connection.createAppender(table, schema);
  for (const row of rows) {
    for (const text of row) appender.appendVarchar(text);
    appender.endRow();
  }
  appender.closeSync();
}
