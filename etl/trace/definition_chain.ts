import type { DuckDBConnection } from "@duckdb/node-api";
import { type Node, parseSelect, type TableName, tablesOf } from "../db/parse_sql.ts";
import { rows } from "../db/rows.ts";

/** A view a measure is computed through. */
export interface ChainView {
  readonly name: string;
  /** As published, with its header. */
  readonly sql: string;
  readonly query: Node;
  /** The names of its columns, in order. */
  readonly columns: readonly string[];
}

/** A table a measure reads, and the names of its columns. */
export interface ChainTable extends TableName {
  readonly columns: readonly string[];
}

/** Everything a measure is defined by, found from the parsed SQL. */
export interface DefinitionChain {
  /** The measure last, each view after those it reads. */
  readonly views: readonly ChainView[];
  /** Names of the macros they call, sorted. */
  readonly macros: readonly string[];
  /** The tables they read, sorted: `extracts.…`, `ledger.…`, `reference.…`. */
  readonly tables: readonly ChainTable[];
}

/**
 * Finds the views, macros and tables a view reads, directly and through other views, from the SQL it was published with.
 *
 * @param connection A {@linkcode openScratch scratch} session
 * @param view The view's name
 */
export async function definitionChain(connection: DuckDBConnection, view: string): Promise<DefinitionChain> {
  const texts = await readTexts(connection);
  const columns = await readColumns(connection);
  const macroTexts = await readMacros(connection);
  const views = new Map<string, ChainView>();
  const tables = new Map<string, TableName>();
  const macros = new Set<string>();
  const read = async (query: Node): Promise<void> => {
    for (const table of tablesOf(query)) {
      if ((table.schema === "" || table.schema === "main") && texts.has(table.name)) await visit(table.name);
      else tables.set(`${table.schema}.${table.name}`, table);
    }
    for (const name of functionsOf(query)) {
      const body = macroTexts.get(name);
      if (body === undefined || macros.has(name)) continue;
      macros.add(name);
      await read(await parseSelect(connection, body));
    }
  };
  const visit = async (name: string): Promise<void> => {
    if (views.has(name)) return;
    const sql = texts.get(name)!;
    const query = await parseSelect(connection, sql);
    await read(query);
    views.set(name, { name, sql, query, columns: columns.get(`main.${name}`) ?? [] });
  };
  await visit(view);
  return {
    views: [...views.values()],
    macros: [...macros].sort(),
    tables: [...tables.keys()].sort().map((name) => ({ ...tables.get(name)!, columns: columns.get(name) ?? [] })),
  };
}

/** The text of each view; that of a generated one as DuckDB keeps it. */
async function readTexts(connection: DuckDBConnection): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    connection,
    `select views.view_name as name, coalesce(definitions.sql, views.sql) as sql, definitions.sql is null as is_generated
     from duckdb_views() as views
     left join published.ledger.definitions as definitions
         on definitions.name = views.view_name and definitions.kind = 'query'
     where views.database_name = 'published' and not views.internal`,
  );
  return new Map(found.map(({ name, sql, is_generated }) => {
    const text = String(sql).trim().replace(/;\s*$/, "");
    return [String(name), is_generated ? text.slice(text.indexOf(" AS ") + " AS ".length) : text];
  }));
}

/** By `schema.name`, in order. */
async function readColumns(connection: DuckDBConnection): Promise<ReadonlyMap<string, string[]>> {
  const found = await rows(
    connection,
    `select schema_name || '.' || table_name as place, column_name from duckdb_columns()
     where database_name = 'published' and not internal order by place, column_index`,
  );
  const columns = new Map<string, string[]>();
  for (const { place, column_name } of found) {
    columns.set(String(place), [...(columns.get(String(place)) ?? []), String(column_name)]);
  }
  return columns;
}

/** The body of each macro as a query. */
async function readMacros(connection: DuckDBConnection): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    connection,
    `select lower(function_name) as name, macro_definition as body, function_type = 'table_macro' as is_table
     from duckdb_functions() where database_name = 'published' and not internal and function_type like '%macro'`,
  );
  return new Map(found.map(({ name, body, is_table }) => [String(name), is_table ? String(body) : `select ${body}`]));
}

function functionsOf(query: Node): ReadonlySet<string> {
  const names = new Set<string>();
  JSON.stringify(query, (key, value) => {
    if (key === "function_name") names.add(String(value).toLowerCase());
    return value;
  });
  return names;
}
