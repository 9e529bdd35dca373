import type { DuckDBConnection } from "@duckdb/node-api";
import type { Definition } from "./definitions.ts";
import { hasLedger } from "../db/has_ledger.ts";
import { rows } from "../db/rows.ts";

/**
 * Whether a warehouse was published with exactly these definitions: same files, same text.
 *
 * @returns False also for a database that is no warehouse yet
 *
 * @example
 * ```ts
 * import { isCurrent } from "./is_current.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { strictEqual } from "node:assert/strict";
 * using empty = await openPrivate(":memory:");
 * strictEqual(await isCurrent(empty.connection, []), false);
 * ```
 */
export async function isCurrent(connection: DuckDBConnection, definitions: readonly Definition[]): Promise<boolean> {
  if (!await hasLedger(connection, "definitions")) return false;
  const published = await rows(
    connection,
    "select kind || ' ' || name || ' ' || sha256 as entry from ledger.definitions",
  );
  const wanted = new Set(definitions.map((one) => `${one.kind} ${one.name} ${one.sha256}`));
  return published.length === wanted.size && published.every(({ entry }) => wanted.has(String(entry)));
}
