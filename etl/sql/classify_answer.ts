import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../classification.ts";
import { classifyQuery } from "../warehouse/classify_query.ts";
import { hasLedger } from "../warehouse/has_ledger.ts";
import { blankSql } from "./blank_sql.ts";

/** Statements whose answer is names, not data; `SUMMARIZE` shows data. */
const OF_NAMES = /^[\s;(]*(?:desc|describe|show)\b/i;

/** A plan says how many rows DuckDB expects of each table, or found. */
const PLAN = /^[\s;]*explain\b(?:\s*analyze\b)?(?:\s*\([^)]*\))?/i;

/**
 * The class of an answer, to be said beside it; null when it is about names only (`DESCRIBE`), or when the database has no
 * labels, as another program's has not. That of a query's plan is the query's.
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { classifyAnswer } from "./classify_answer.ts";
 * import { strictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * strictEqual(await classifyAnswer(connection, "select 1"), null);
 * connection.closeSync();
 * ```
 */
export async function classifyAnswer(connection: DuckDBConnection, sql: string): Promise<Classification | null> {
  if (OF_NAMES.test(blankSql(sql).code)) return null;
  if (!await hasLedger(connection, "column_classes")) return null;
  return await classifyQuery(connection, sql.replace(PLAN, ""));
}
