import type { Node } from "../db/parse_sql.ts";
import { list } from "../db/select_node.ts";

/** The lists that `SHOW` has names for: tables with their columns, schemas, databases. Its variables are values. */
const LISTS = new Set(["tables", "__show_tables_expanded", "schemas", "databases"]);

/** What a bare statement leaves empty. */
const EMPTY = new Set(["", "null", "false", "[]", '{"map":[]}', "undefined"]);

/**
 * Whether a parsed statement is one bare `DESCRIBE` or `SHOW`: its answer is the names and types of columns, or the names of
 * tables, and no value. `SUMMARIZE` shows values. As part of another query neither is bare.
 *
 * @param query From {@linkcode parseSelect}
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { parseSelect } from "../db/parse_sql.ts";
 * import { isNamesOnly } from "./is_names_only.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * const statements = ["describe trips", "(show tables)", "summarize trips", "from (describe trips)"];
 * const found = await Promise.all(statements.map(async (sql) => isNamesOnly(await parseSelect(connection, sql))));
 * deepStrictEqual(found, [true, true, false, false]);
 * connection.closeSync();
 * ```
 */
export function isNamesOnly(query: Node): boolean {
  const from = query.from_table as Node | undefined;
  const [star, ...more] = list(query.select_list);
  if (query.type !== "SELECT_NODE" || from?.type !== "SHOW_REF" || star?.class !== "STAR" || more.length > 0) {
    return false;
  }
  const rest = (node: Node, known: readonly string[]) =>
    Object.entries(node).filter(([name]) => !known.includes(name)).map(([, value]) => value);
  const others = [
    ...rest(query, ["type", "select_list", "from_table", "aggregate_handling"]),
    ...rest(star, ["class", "type", "query_location"]),
    ...rest(from, ["type", "show_type", "query_location", "table_name", "query", "catalog_name", "schema_name"]),
  ];
  if (!others.every((value) => EMPTY.has(typeof value === "string" ? value : `${JSON.stringify(value)}`))) return false;
  switch (from.show_type) {
    case "DESCRIBE":
      return from.query != null;
    case "SHOW_FROM":
      return from.query == null;
    case "SHOW_UNQUALIFIED":
      return from.query == null && LISTS.has(String(from.table_name).replaceAll('"', ""));
    default:
      return false;
  }
}
