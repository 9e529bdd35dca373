import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";
import type { UserError } from "../base/user_error.ts";
import { rows } from "../db/rows.ts";
import { RefusedQuery } from "./refused_query.ts";

/** What DuckDB says of names that are not there and of SQL it cannot read; it says nothing of values. */
const WRONG = /(?:Catalog|Binder|Parser) Error: /;

/**
 * Why a query is not answered. What cannot be classified counts as Red, a slip of the pen too: of that, what is wrong with
 * it is said instead. A name that an audience's copy of the warehouse lacks, but has the class of, is no slip.
 *
 * @param content The class it was given
 * @returns The error to throw: a {@linkcode RefusedQuery} unless the query is wrong
 *
 * @example
 * ```ts
 * import { openPrivate } from "../db/open_warehouse.ts";
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
    if (error instanceof Error && WRONG.test(error.message) && !await isLabelled(connection, error.message, content)) {
      const { nameCandidates } = await import("../sql/name_candidates.ts");
      const { queryError } = await import("../sql/query_error.ts");
      return queryError(await nameCandidates(connection, error));
    }
  }
  return new RefusedQuery(content, audience);
}

const MISSING = /(?:Table with name|Referenced column) "?(?<name>\w+)"? (?:does not exist|not found)/;

async function isLabelled(connection: DuckDBConnection, message: string, content: Classification): Promise<boolean> {
  const name = MISSING.exec(message)?.groups?.name;
  if (name === undefined) return false;
  // Only a query of known names has another class.
  if (content !== "red") return true;
  const labels = await rows(connection, "select table_name, column_name from ledger.column_classes").catch(() => []);
  return labels.some((label) => [label.table_name, label.column_name].includes(name.toLowerCase()));
}
