import type { DuckDBConnection } from "@duckdb/node-api";
import type { Value } from "./value.ts";
import { plainValue } from "./plain_value.ts";
import { withoutValue } from "./without_value.ts";

/** The answer to a query: its columns and rows, in order. An answer without rows still has its columns. */
export interface Table {
  /** `type` is DuckDB's name: `DATE`, `BIGINT`, `VARCHAR`. A repeated name gets a suffix: `n`, `n_1`. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Value[])[];
}

/**
 * Runs one SQL statement and reads its whole answer. {@linkcode plainValue} converts the values.
 *
 * @param parameters Bound to `$1`, `$2` … in order, never inserted into the text
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { readTable } from "./read_table.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * const table = await readTable(connection, "select date '2019-07-01' as month, $1 as users", [15]);
 * deepStrictEqual(table.rows, [["2019-07-01", 15]]);
 * connection.closeSync();
 * ```
 */
export async function readTable(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly Value[] = [],
): Promise<Table> {
  const reader = await connection.runAndReadAll(sql, parameters.length > 0 ? [...parameters] : undefined)
    .catch((error) => {
      throw withoutValue(error);
    });
  const types = reader.columnTypes();
  return {
    columns: reader.deduplicatedColumnNames().map((name, index) => ({ name, type: String(types[index]) })),
    rows: reader.getRows().map((row) => row.map(plainValue)),
  };
}
