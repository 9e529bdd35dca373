import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";
import { parseSelect } from "../db/parse_sql.ts";
import { treeClassifier } from "./tree_classifier.ts";

/**
 * {@linkcode classifyQuery} for many queries: what the warehouse says of its tables is read once. Only for a connection
 * on which, from then on, nothing is made that a query could name.
 *
 * @param connection An open warehouse
 * @returns The class of a query
 *
 * @example
 * ```ts
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { queryClassifier } from "./query_classifier.ts";
 * import { strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * const classify = await queryClassifier(warehouse.connection);
 * strictEqual(await classify("select file_name from ledger.files"), "white");
 * strictEqual(await classify("select value from ledger.quarantine"), "red");
 * ```
 */
export async function queryClassifier(
  connection: DuckDBConnection,
): Promise<(sql: string) => Promise<Classification>> {
  const classify = await treeClassifier(connection);
  return async (sql) => {
    try {
      return classify(await parseSelect(connection, sql));
    } catch (error) {
      if (error instanceof SyntaxError) return "red";
      throw error;
    }
  };
}
