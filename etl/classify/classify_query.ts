import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";
import { queryClassifier } from "./query_classifier.ts";

/**
 * The class of a query: the highest of what it reads, column by column, through CTEs and views; a view that records a
 * release counts as what it was released to. Red whenever that cannot be told: SQL that does not parse or is no SELECT,
 * a table nobody labelled, a temporary object standing before a published one.
 *
 * @param connection An open warehouse
 *
 * @example
 * ```ts
 * import { classifyQuery } from "./classify_query.ts";
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * strictEqual(await classifyQuery(warehouse.connection, "select file_name from ledger.files"), "white");
 * strictEqual(await classifyQuery(warehouse.connection, "select * from read_text('/etc/passwd')"), "red");
 * ```
 */
export async function classifyQuery(connection: DuckDBConnection, sql: string): Promise<Classification> {
  const classify = await queryClassifier(connection);
  return await classify(sql);
}
