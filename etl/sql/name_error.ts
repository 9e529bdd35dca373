import type { DuckDBConnection } from "@duckdb/node-api";
import type { UserError } from "../base/user_error.ts";
import type { GatedQuery } from "./gate_query.ts";
import { nameCandidates } from "./name_candidates.ts";
import { queryError } from "./query_error.ts";

/** What DuckDB says of names and types that do not fit; it says nothing of values. */
const OF_NAMES = /^(?:Failed to prepare: )?(?:Catalog|Binder) Error: /;

/**
 * What is wrong with the names and types of a query that is not run.
 *
 * @returns null when nothing is
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { gateQuery } from "./gate_query.ts";
 * import { nameError } from "./name_error.ts";
 * import { match, strictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * await connection.run("create table trips as select 'Ann' as driver");
 * const of = async (sql: string) => await nameError(connection, await gateQuery(connection, sql));
 * strictEqual(await of("select driver::integer from trips"), null);
 * match(String((await of("from tripps"))?.message), /^Cannot run the query: Table with name tripps does not exist!/);
 * connection.closeSync();
 * ```
 */
export async function nameError(
  connection: DuckDBConnection,
  gated: Pick<GatedQuery, "prepare">,
): Promise<UserError | null> {
  try {
    (await gated.prepare()).destroySync();
  } catch (error) {
    if (error instanceof Error && OF_NAMES.test(error.message)) {
      return queryError(await nameCandidates(connection, error));
    }
  }
  return null;
}
