import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * Runs `work` in a transaction: all or nothing. Commits when `work` returns true. Rolls back when it returns false or
 * throws.
 *
 * @returns What `work` returned
 *
 * @example
 * ```ts
 * import { inTransaction } from "./in_transaction.ts";
 * import { openPrivate } from "./open_warehouse.ts";
 * import { rows } from "./rows.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * const { connection } = warehouse;
 * await inTransaction(connection, async () => Boolean(await connection.run("create table a (b integer)")));
 * await inTransaction(connection, async () => !await connection.run("insert into a values (1)"));
 * deepStrictEqual(await rows(connection, "from a"), []);
 * ```
 */
export async function inTransaction(connection: DuckDBConnection, work: () => Promise<boolean>): Promise<boolean> {
  await connection.run("begin");
  let isKept = false;
  try {
    return isKept = await work();
  } finally {
    await connection.run(isKept ? "commit" : "rollback");
  }
}
