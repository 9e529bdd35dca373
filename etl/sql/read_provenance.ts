import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../db/rows.ts";
import type { Provenance } from "./result_workbook.ts";

/**
 * What the warehouse itself says of an answer taken from it: the newest load, whether a sample was loaded, the engine.
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { readProvenance } from "./read_provenance.ts";
 * import { strictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * strictEqual((await readProvenance(connection)).lastLoadedAt, null);
 * connection.closeSync();
 * ```
 */
export async function readProvenance(
  connection: DuckDBConnection,
): Promise<Pick<Provenance, "lastLoadedAt" | "isSynthetic" | "engine">> {
  const [{ engine }] = await rows(connection, "select version() as engine") as [{ engine: string }];
  // The files known on the day asked about, not those that came later.
  const [known] = await rows(connection, "select 1 from duckdb_views() where view_name = 'known_files'");
  const [loaded] = known === undefined
    ? []
    : await rows(connection, "select max(loaded_at) as at, bool_or(is_synthetic) as is_synthetic from known_files");
  return {
    lastLoadedAt: loaded?.at === undefined || loaded.at === null ? null : String(loaded.at).slice(0, 19),
    isSynthetic: loaded?.is_synthetic === true,
    engine,
  };
}
