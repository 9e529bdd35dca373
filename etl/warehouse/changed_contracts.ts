import type { DuckDBConnection } from "@duckdb/node-api";
import type { Definition } from "./definitions.ts";
import { hasLedger } from "../db/has_ledger.ts";
import { rows } from "../db/rows.ts";

/**
 * The extracts whose loaded files were read under a contract of another text than the present one. Publishing brings the
 * tables and views up to date; what the files say under the new contract, only reading them again can tell.
 *
 * @param definitions The present ones
 * @returns Names of extracts, sorted
 *
 * @example
 * ```ts
 * import { changedContracts } from "./changed_contracts.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * deepStrictEqual(await changedContracts(warehouse.connection, []), []);
 * ```
 */
export async function changedContracts(
  connection: DuckDBConnection,
  definitions: readonly Definition[],
): Promise<string[]> {
  if (!await hasLedger(connection, "definitions")) return [];
  const loaded = await rows(
    connection,
    `select name, sha256 from ledger.definitions
     where kind = 'contract' and name in (select extract from ledger.loads) order by name`,
  );
  const present = new Map(definitions.filter((one) => one.kind === "contract").map((one) => [one.name, one.sha256]));
  return loaded.filter(({ name, sha256 }) => present.get(String(name)) !== sha256).map(({ name }) => String(name));
}
