import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteIdentifier } from "../db/quote.ts";
import type { Load } from "./row_writer.ts";

/**
 * Takes the rows of loads that are not to be out of the tables again, in the running transaction.
 *
 * @example
 * ```ts
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { removeLoads } from "./remove_loads.ts";
 * using warehouse = await openPrivate(":memory:");
 * await removeLoads(warehouse.connection, []);
 * ```
 */
export async function removeLoads(connection: DuckDBConnection, loads: readonly Load[]): Promise<void> {
  for (const { loadId, sheet } of loads) {
    await connection.run(`delete from extracts.${quoteIdentifier(sheet.extract.name)} where load_id = $1`, [loadId]);
  }
}
