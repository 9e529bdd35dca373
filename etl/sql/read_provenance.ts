import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../warehouse/rows.ts";
import { classifyAnswer } from "./classify_answer.ts";
import type { Provenance } from "./result_workbook.ts";

/**
 * What the warehouse itself says of an answer taken from it: its class, the newest load, whether a sample was loaded, the
 * engine.
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { readProvenance } from "./read_provenance.ts";
 * import { strictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * strictEqual((await readProvenance(connection, "select 1")).lastLoadedAt, null);
 * connection.closeSync();
 * ```
 */
export async function readProvenance(
  connection: DuckDBConnection,
  sql: string,
): Promise<Pick<Provenance, "classification" | "lastLoadedAt" | "isSynthetic" | "engine">> {
  const [{ engine }] = await rows(connection, "select version() as engine") as [{ engine: string }];
  const [ledger] = await rows(
    connection,
    "select 1 from duckdb_tables() where schema_name = 'ledger' and table_name = 'files'",
  );
  const [loaded] = ledger === undefined
    ? []
    : await rows(connection, "select max(loaded_at) as at, bool_or(is_synthetic) as is_synthetic from ledger.files");
  return {
    classification: await classifyAnswer(connection, sql) ?? "red",
    lastLoadedAt: loaded?.at === undefined || loaded.at === null ? null : String(loaded.at).slice(0, 19),
    isSynthetic: loaded?.is_synthetic === true,
    engine,
  };
}
