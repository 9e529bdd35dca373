import type { DuckDBConnection } from "@duckdb/node-api";
import { hasLedger } from "../db/has_ledger.ts";
import { rows } from "../db/rows.ts";

/**
 * The text of each of the project's queries by its name, as it was published; none in a database that is no warehouse of
 * this project.
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { projectQueries } from "./project_queries.ts";
 * import { strictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * strictEqual((await projectQueries(connection)).size, 0);
 * connection.closeSync();
 * ```
 */
export async function projectQueries(connection: DuckDBConnection): Promise<ReadonlyMap<string, string>> {
  if (!await hasLedger(connection, "definitions")) return new Map();
  const found = await rows(connection, "select name, sql from ledger.definitions where kind = 'query' order by name");
  return new Map(found.map(({ name, sql }) => [String(name), String(sql)]));
}
