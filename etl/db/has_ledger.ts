import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "./rows.ts";

/**
 * Whether a database has a table of the ledger. Only this project's warehouses have one.
 *
 * @example
 * ```ts
 * import { hasLedger } from "./has_ledger.ts";
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "./open_warehouse.ts";
 * import { strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * strictEqual(await hasLedger(warehouse.connection, "definitions"), false);
 * await createLedger(warehouse.connection);
 * strictEqual(await hasLedger(warehouse.connection, "definitions"), true);
 * ```
 */
export async function hasLedger(
  connection: DuckDBConnection,
  table: "column_classes" | "definitions",
): Promise<boolean> {
  const found = await rows(
    connection,
    "select 1 from duckdb_tables() where schema_name = 'ledger' and table_name = $1",
    [table],
  );
  return found.length > 0;
}
