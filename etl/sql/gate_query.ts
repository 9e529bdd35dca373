import { type DuckDBConnection, type DuckDBPreparedStatement, StatementType } from "@duckdb/node-api";
import { EXIT, UserError } from "../base/user_error.ts";
import type { Node } from "../db/parse_sql.ts";
import { blankSql } from "./blank_sql.ts";
import { checkTableFunctions } from "./check_table_functions.ts";

/** A query that only reads. Nothing of it has run, and DuckDB has not yet looked up its names. */
export interface GatedQuery {
  /** The tree of the query, or of the query whose plan is asked for. */
  readonly query: Node;
  /** Whether its answer is a query plan (EXPLAIN). */
  readonly isPlan: boolean;
  /**
   * Looks up its names and plans it.
   *
   * @throws {Error} DuckDB's, when a name or a type is wrong
   */
  prepare(): Promise<DuckDBPreparedStatement>;
}

const ACCEPTED = "sql only reads: one SELECT (or WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN) at a time";

/** `EXPLAIN`, `EXPLAIN ANALYZE` or `EXPLAIN (ANALYZE, FORMAT JSON)` before the statement it explains. */
const EXPLAIN = /^[\s;]*explain(?:\s+analyze\b|\s*\(\s*(?:analyze|format)\b[^()]*\))?/i;

/**
 * Lets one reading statement through and refuses everything else, before any of it runs.
 *
 * The connection is read-only and has no access to files; this is the second wall. It asks DuckDB's parser, not the
 * text: what `json_serialize_sql` can serialise is a SELECT in all its forms and nothing else (no PRAGMA, which DuckDB
 * prepares as a SELECT). Its table functions must be ones that read the warehouse, as some change settings
 * (`enable_profiling`) although the configuration is locked. It reads the text and its tree alone: `prepare` is for after
 * the class of the query is known.
 *
 * @throws {UserError} 2, with the reason, for a refused or a wrong query
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { gateQuery } from "./gate_query.ts";
 * import { rejects } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * await gateQuery(connection, "with one as (select 1) from one");
 * await rejects(gateQuery(connection, "drop table files"), /Cannot run DROP because sql only reads/);
 * connection.closeSync();
 * ```
 */
export async function gateQuery(connection: DuckDBConnection, sql: string): Promise<GatedQuery> {
  const { code } = blankSql(sql);
  if (code.replaceAll(";", "").trim() === "") throw refused("Cannot run an empty query: write one SELECT");
  if (sql.includes("\0")) throw refused("Cannot run a query that holds a NUL character");
  const parsed = await serialise(connection, sql);
  if (parsed.statements !== undefined) {
    const query = await only(connection, parsed.statements, code);
    return { query, isPlan: false, prepare: () => prepare(connection, sql, StatementType.SELECT) };
  }
  // Throws DuckDB's own message, with the position, when the SQL is wrong rather than not a SELECT.
  const { count } = await connection.extractStatements(sql);
  const explain = EXPLAIN.exec(code);
  if (explain === null) throw count > 1 ? several(count, code) : notReading(code);
  // Only what was looked at runs: the words that explain, comments blanked, and the statement the parser saw.
  const explained = sql.slice(explain[0].length);
  const inner = await serialise(connection, explained);
  if (inner.statements === undefined) {
    await connection.extractStatements(explained);
    throw notReading(code.slice(explain[0].length));
  }
  const query = await only(connection, inner.statements, "");
  return { query, isPlan: true, prepare: () => prepare(connection, explain[0] + explained, StatementType.EXPLAIN) };
}

/** A statement as `json_serialize_sql` gives it. */
interface Statement {
  readonly node: Node;
  /** The parameters by their place; names have no place of their own. */
  readonly named_param_map: readonly { readonly key: string; readonly value: number }[];
}

/** The query of the only statement. */
async function only(connection: DuckDBConnection, statements: readonly Statement[], code: string): Promise<Node> {
  const [statement, ...more] = statements;
  if (statement === undefined || more.length > 0) throw several(statements.length, code);
  const [parameter] = statement.named_param_map.toSorted((one, other) => one.value - other.value);
  if (parameter !== undefined) {
    throw refused(
      `Cannot run the query because its parameter "${parameter.key}" has no value: write the value into the query`,
    );
  }
  await checkTableFunctions(connection, statement);
  return statement.node;
}

/** The statements as trees; none when the SQL is wrong or one of them is not a SELECT. */
async function serialise(
  connection: DuckDBConnection,
  sql: string,
): Promise<{ readonly statements?: readonly Statement[] }> {
  const reader = await connection.runAndReadAll("select json_serialize_sql($1::varchar)", [sql]);
  return JSON.parse(String(reader.getRows()[0]![0]));
}

async function prepare(
  connection: DuckDBConnection,
  sql: string,
  expected: StatementType,
): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw several(statements.count);
  const statement = await statements.prepare(0);
  if (statement.statementType !== expected || statement.parameterCount > 0) {
    throw refused(`Cannot run the query because ${ACCEPTED}`);
  }
  return statement;
}

function several(count: number, code = ""): UserError {
  // DuckDB makes two statements of one: the first finds the values.
  if (/\bpivot\b/i.test(code) && !/;\s*\S/.test(code)) {
    return refused("Cannot run PIVOT without its values: list them, as in PIVOT … ON region IN ('North', 'South')");
  }
  return refused(`Cannot run ${count} statements at once because ${ACCEPTED}`);
}

function notReading(code: string): UserError {
  const word = /[a-z_]+/i.exec(code)?.[0].toUpperCase() ?? "it";
  const instead = word === "SET" && /\bas_of\b/i.test(code) ? "; use --as-of DATE, or .as-of DATE in the shell" : "";
  return refused(`Cannot run ${word} because ${ACCEPTED}${instead}`);
}

function refused(message: string): UserError {
  return new UserError(EXIT.wrongUsage, message);
}
