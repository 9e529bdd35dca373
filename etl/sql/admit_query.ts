import type { DuckDBConnection } from "@duckdb/node-api";
import { type Classification, mayShow } from "../base/classification.ts";
import { type ClassifyTree, treeClassifier } from "../classify/tree_classifier.ts";
import { type GatedQuery, gateQuery } from "./gate_query.ts";
import { isNamesOnly } from "./is_names_only.ts";
import { nameError } from "./name_error.ts";
import { refuseAbove } from "./refuse_above.ts";

/** A query that may run, and whose answer its audience may see. */
export interface AdmittedQuery extends GatedQuery {
  readonly classification: Classification;
}

/**
 * Lets a query through to be run: it only reads, and its audience may see the answer. Nothing of it has run. A query that
 * ran before its refusal would tell of values by its error, its time and its spilled rows.
 *
 * The class comes from the tree alone; a whole statement that is one bare `DESCRIBE` or `SHOW` is White. Of a query above the
 * audience a wrong name is said instead of the refusal, because a slip of the pen cannot be classified and counts as Red.
 * DuckDB looks up names for that, and no value.
 *
 * @param audience null when the answer is for the analyst alone
 * @param classify What the warehouse says of its tables, when it was read before
 * @throws {UserError} 2, for a refused or a wrong query; 6, when its answer is above the audience
 *
 * @example
 * ```ts
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { admitQuery } from "./admit_query.ts";
 * import { rejects, strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * const { connection } = warehouse;
 * await connection.run("create table trips as select 'Ann' as driver");
 * strictEqual((await admitQuery(connection, "select 6 * 7", "white")).classification, "white");
 * await rejects(admitQuery(connection, "from trips", "white"), { exitCode: 6 });
 * await rejects(admitQuery(connection, "from tripps", "white"), { exitCode: 2 });
 * ```
 */
export async function admitQuery(
  connection: DuckDBConnection,
  sql: string,
  audience: Classification | null,
  classify?: ClassifyTree,
): Promise<AdmittedQuery> {
  const gated = await gateQuery(connection, sql);
  const { query, isPlan } = gated;
  const classification = !isPlan && isNamesOnly(query)
    ? "white"
    : (classify ?? await treeClassifier(connection))(query, isPlan);
  if (audience !== null && !mayShow(classification, audience)) {
    const error = await nameError(connection, gated);
    if (error !== null) throw error;
    refuseAbove(classification, audience);
  }
  return { ...gated, classification };
}
