import type { DuckDBConnection } from "@duckdb/node-api";

const MISSING = /^(Catalog Error: Table with name (.+?) does not exist!)(?:\n(?:Did you mean|Candidate).*)?/;

/**
 * Replaces DuckDB's guesses for a table that does not exist, which come from its own system catalogue, by the warehouse's
 * views and tables whose names hold the one written or look like it. Any other error is returned as it is.
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { nameCandidates } from "./name_candidates.ts";
 * import { strictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * await connection.run("create table csr_variance_summary (a integer)");
 * const error = new Error('Catalog Error: Table with name csr does not exist!\nDid you mean "pg_index"?');
 * strictEqual(
 *   (await nameCandidates(connection, error) as Error).message,
 *   'Catalog Error: Table with name csr does not exist!\nDid you mean "csr_variance_summary"?',
 * );
 * connection.closeSync();
 * ```
 */
export async function nameCandidates(connection: DuckDBConnection, error: unknown): Promise<unknown> {
  const missing = error instanceof Error ? MISSING.exec(error.message) : null;
  if (missing === null) return error;
  const reader = await connection.runAndReadAll(
    `with names as (
        select view_name as name from duckdb_views() where not internal
        union all
        select case schema_name when 'main' then table_name else schema_name || '.' || table_name end
        from duckdb_tables() where not internal
    )
    select name from names
    where contains(name, lower($1)) or jaro_winkler_similarity(name, lower($1)) > 0.85
    order by contains(name, lower($1)) desc, jaro_winkler_similarity(name, lower($1)) desc, name
    limit 5`,
    [missing[2]!],
  );
  const names = reader.getRows().map(([name]) => `"${name}"`);
  const hint = names.length === 0
    ? "\n`show tables` lists the views"
    : `\nDid you mean ${names.join(names.length === 2 ? " or " : ", ")}?`;
  return new Error(missing[1] + hint + (error as Error).message.slice(missing[0].length));
}
