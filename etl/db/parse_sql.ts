import { type DuckDBConnection, LIST, listValue, VARCHAR } from "@duckdb/node-api";

/** A node of DuckDB's parse tree, in the form of `json_serialize_sql`. */
export type Node = { readonly [name: string]: unknown };

/** The name of a table, view or query from the SQL, in lower case. `schema` is "" when the SQL has none. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/**
 * Parses one SELECT statement with DuckDB's parser. Names are not resolved, so the tables need not exist.
 *
 * @returns The tree of its query
 * @throws {SyntaxError} with DuckDB's message, when the text is not exactly one SELECT statement
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { parseSelect } from "./parse_sql.ts";
 * import { rejects, strictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * strictEqual((await parseSelect(connection, "select 1")).type, "SELECT_NODE");
 * await rejects(() => parseSelect(connection, "drop table a"), SyntaxError);
 * connection.closeSync();
 * ```
 */
export async function parseSelect(connection: DuckDBConnection, sql: string): Promise<Node> {
  const [query] = await parseSelects(connection, [sql]);
  if (query instanceof SyntaxError) throw query;
  return query!;
}

/**
 * Parses many SELECT statements with one query.
 *
 * @returns For each statement, its tree or the error of {@linkcode parseSelect}
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { parseSelects } from "./parse_sql.ts";
 * import { ok } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * const [good, bad] = await parseSelects(connection, ["select 1", "selec 1"]);
 * ok(!(good instanceof SyntaxError) && bad instanceof SyntaxError);
 * connection.closeSync();
 * ```
 */
export async function parseSelects(
  connection: DuckDBConnection,
  statements: readonly string[],
): Promise<(Node | SyntaxError)[]> {
  const reader = await connection.runAndReadAll(
    "select json_serialize_sql(sql) from (select unnest($1) as sql, generate_subscripts($1, 1) as place) order by place",
    [listValue([...statements])],
    [LIST(VARCHAR)],
  );
  return reader.getRows().map(([json]) => {
    const answer = JSON.parse(String(json)) as {
      error: boolean;
      error_message?: string;
      statements?: { node: Node }[];
    };
    if (answer.error) return new SyntaxError(answer.error_message ?? "not SQL");
    return answer.statements?.length === 1
      ? answer.statements[0]!.node
      : new SyntaxError("write exactly one SELECT statement");
  });
}

/**
 * Lists the tables and views that a parsed query reads, once each, without its own CTEs.
 *
 * @example A CTE hides a table of its name, but not inside itself.
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { parseSelect, tablesOf } from "./parse_sql.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * const query = await parseSelect(connection, "with a as (select * from ledger.a) select * from a join b using (id)");
 * deepStrictEqual(tablesOf(query), [{ schema: "ledger", name: "a" }, { schema: "", name: "b" }]);
 * connection.closeSync();
 * ```
 */
export function tablesOf(query: Node): TableName[] {
  const found = new Map<string, TableName>();
  const visit = (value: unknown, hidden: ReadonlySet<string>): void => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one, hidden);
      return;
    }
    if (value === null || typeof value !== "object") return;
    const node = value as Node;
    if (node.type === "BASE_TABLE") {
      const table = { schema: lower(node.schema_name), name: lower(node.table_name) };
      if (table.schema !== "" || !hidden.has(table.name)) found.set(`${table.schema}.${table.name}`, table);
      return;
    }
    let inner = hidden;
    for (const { key, value: cte } of commonTables(node)) {
      const itself = cte.type === "RECURSIVE_CTE_NODE" ? new Set([...inner, key]) : inner;
      visit(cte, itself);
      inner = new Set([...inner, key]);
    }
    for (const [name, child] of Object.entries(node)) if (name !== "cte_map") visit(child, inner);
  };
  visit(query, new Set());
  return [...found.values()];
}

/**
 * Lists the CTEs that a node defines, in order, with lower-case names.
 *
 * @example
 * ```ts
 * import { commonTables } from "./parse_sql.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(commonTables({ type: "SELECT_NODE" }), []);
 * ```
 */
export function commonTables(
  node: Node,
): { readonly key: string; readonly value: Node; readonly aliases: readonly string[] }[] {
  const entries = (node.cte_map as { map?: { key: string; value: { aliases?: string[]; query: { node: Node } } }[] })
    ?.map ?? [];
  return entries.map(({ key, value }) => ({
    key: key.toLowerCase(),
    value: value.query.node,
    aliases: value.aliases ?? [],
  }));
}

function lower(name: unknown): string {
  return typeof name === "string" ? name.toLowerCase() : "";
}
