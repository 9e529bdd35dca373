import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../db/rows.ts";

/**
 * The names of a published view's columns, from the labels it was published with: DuckDB's own catalogue would bind every
 * view there is to tell them.
 *
 * @returns Nothing for a name that is no published view
 *
 * @example
 * ```ts ignore
 * const isMonthly = (await viewColumns(warehouse.connection, "check_levels_known")).has("reporting_month");
 * ```
 */
export async function viewColumns(connection: DuckDBConnection, view: string): Promise<ReadonlySet<string>> {
  const columns = await rows(
    connection,
    "select column_name from ledger.column_classes where schema_name = 'main' and table_name = $1 and column_name <> '*'",
    [view],
  );
  return new Set(columns.map((column) => String(column.column_name)));
}
