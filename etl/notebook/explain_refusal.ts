import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../classification.ts";
import type { UserError } from "../user_error.ts";
import { RefusedQuery } from "./refused_query.ts";

/** What DuckDB says of names that are not there and of SQL it cannot read; it says nothing of values. */
const WRONG = /(?:Catalog|Binder|Parser) Error: /;

/**
 * Why a query is not answered. What cannot be classified counts as Red, a slip of the pen too: of that, what is wrong with
 * it is said instead.
 *
 * @param content The class it was given
 * @returns The error to throw: a {@linkcode RefusedQuery} unless the query is wrong
 *
 * @example
 * ```ts
 * import { openPrivate } from "../warehouse/open_warehouse.ts";
 * import { explainRefusal } from "./explain_refusal.ts";
 * import { match } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await warehouse.connection.run("create table csr_variance_summary (a integer)");
 * const error = await explainRefusal(warehouse.connection, "from csr_variance_sumary", "red", "white");
 * match(error.message, /^Cannot run the query: Table with name csr_variance_sumary does not exist!\nDid you mean/);
 * ```
 */
export async function explainRefusal(
  connection: DuckDBConnection,
  sql: string,
  content: Classification,
  audience: Classification,
): Promise<UserError> {
  try {
    (await connection.prepare(sql)).destroySync();
  } catch (error) {
    if (error instanceof Error && WRONG.test(error.message)) {
      const { nameCandidates } = await import("../sql/name_candidates.ts");
      const { queryError } = await import("../sql/query_error.ts");
      return queryError(await nameCandidates(connection, error));
    }
  }
  return new RefusedQuery(content, audience);
}
