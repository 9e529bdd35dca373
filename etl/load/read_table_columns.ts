import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../db/rows.ts";

/**
 * The columns of each extract's table in their own order, which a column added later does not share with its contract.
 *
 * @example
 * ```ts
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { readTableColumns } from "./read_table_columns.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await warehouse.connection.run("create schema extracts; create table extracts.a (b integer, c integer)");
 * deepStrictEqual([...await readTableColumns(warehouse.connection)], [["a", ["b", "c"]]]);
 * ```
 */
export async function readTableColumns(connection: DuckDBConnection): Promise<ReadonlyMap<string, readonly string[]>> {
  const columns = await rows(
    connection,
    `select table_name, list(column_name order by column_index)::varchar as names
     from duckdb_columns() where schema_name = 'extracts' group by all`,
  );
  return new Map(columns.map(({ table_name, names }) => [String(table_name), String(names).slice(1, -1).split(", ")]));
}
