import type { DuckDBConnection } from "@duckdb/node-api";
import type { Value } from "./value.ts";
import { readTable } from "./read_table.ts";

/**
 * Runs a query and returns its rows as objects by column name. {@linkcode readTable} converts the values.
 *
 * @param parameters Bound to `$1`, `$2` … in order
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { rows } from "./rows.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * deepStrictEqual(await rows(connection, "select 4077703::bigint as volume"), [{ volume: 4077703 }]);
 * connection.closeSync();
 * ```
 */
export async function rows(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly Value[] = [],
): Promise<Record<string, Value>[]> {
  const table = await readTable(connection, sql, parameters);
  const names = table.columns.map((column) => column.name);
  return table.rows.map((row) => Object.fromEntries(row.map((value, index) => [names[index]!, value])));
}
