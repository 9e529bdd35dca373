import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../db/rows.ts";
import { projectQueries } from "./project_queries.ts";
import { queryParameters } from "./query_parameters.ts";

/** The names that can stand in a query over a warehouse. */
export interface Catalogue {
  /** Columns of each view and table; those outside the schema `main` have it before their name: `ledger.loads`. */
  readonly relations: ReadonlyMap<string, readonly string[]>;
  readonly functions: readonly string[];
  readonly keywords: readonly string[];
  /** The parameters of each of the project's queries. */
  readonly queries: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads the names of a warehouse for completion, sorted; only those that need no quotes.
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { readCatalogue } from "./catalogue.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * await connection.run("create table users (user_id varchar)");
 * deepStrictEqual((await readCatalogue(connection)).relations.get("users"), ["user_id"]);
 * connection.closeSync();
 * ```
 */
export async function readCatalogue(connection: DuckDBConnection): Promise<Catalogue> {
  const relations = new Map<string, string[]>();
  const columns = await rows(
    connection,
    `select case schema_name when 'main' then table_name else schema_name || '.' || table_name end as relation,
        column_name as name
    from duckdb_columns()
    where not internal and regexp_full_match(table_name, '[a-z_][a-z0-9_]*')
    order by schema_name <> 'main', relation, column_index`,
  );
  for (const { relation, name } of columns) {
    relations.set(String(relation), [...relations.get(String(relation)) ?? [], String(name)]);
  }
  const names = async (sql: string) => (await rows(connection, sql)).map(({ name }) => String(name));
  return {
    relations,
    functions: await names(
      `select distinct function_name as name from duckdb_functions()
      where function_type in ('scalar', 'aggregate', 'macro') and regexp_full_match(function_name, '[a-z][a-z0-9_]+')
        and not starts_with(function_name, 'pg_') and not starts_with(function_name, 'has_')
      order by name`,
    ),
    keywords: await names("select keyword_name as name from duckdb_keywords() order by name"),
    queries: new Map(
      [...await projectQueries(connection)].map(([name, text]) => [
        name,
        queryParameters(text, relations.get(name) ?? []),
      ]),
    ),
  };
}
