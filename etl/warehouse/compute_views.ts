import type { DuckDBConnection } from "@duckdb/node-api";
import { createMacros } from "./create_macros.ts";
import { parseSelects, tablesOf } from "../db/parse_sql.ts";
import { queryHeader } from "./query_header.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { rows } from "../db/rows.ts";

/**
 * Gives a session's own database the tables, macros and views of an attached warehouse by the same names, every view
 * computed a single time, each from those it reads. What reads an extract's rows, or says in its header that it is as
 * large, stays a view; so does a check, which is asked once, and of one month.
 *
 * @param connection A session in memory, with the warehouse attached as `published`
 *
 * @example
 * ```ts ignore
 * await connection.run("attach 'data/warehouse.duckdb' as published (read_only)");
 * await computeViews(connection);
 * await rows(connection, "from csr_variance_summary");
 * ```
 */
export async function computeViews(connection: DuckDBConnection): Promise<void> {
  await mirrorTables(connection);
  await copyMacros(connection);
  await createViews(connection);
}

/** Queries name tables by schema alone, which DuckDB looks for in one database only. */
async function mirrorTables(connection: DuckDBConnection): Promise<void> {
  const tables = await rows(
    connection,
    "select schema_name, table_name from duckdb_tables() where database_name = 'published'",
  );
  for (const { schema_name, table_name } of tables) {
    const schema = quoteIdentifier(String(schema_name));
    const table = `${schema}.${quoteIdentifier(String(table_name))}`;
    await connection.run(`create schema if not exists ${schema}; create view ${table} as from published.${table}`);
  }
}

async function copyMacros(connection: DuckDBConnection): Promise<void> {
  const macros = await rows(connection, "select name, sql from published.ledger.definitions where kind = 'macro'");
  await createMacros(connection, macros.map(({ name, sql }) => ({ place: String(name), text: String(sql) })));
}

async function createViews(connection: DuckDBConnection): Promise<void> {
  // As it was written: DuckDB's own text of a view puts "a, b left join c" for "a cross join b left join c".
  const published = await rows(
    connection,
    `select views.view_name, coalesce(definitions.sql, views.sql) as sql
     from duckdb_views() as views
     left join published.ledger.definitions as definitions
       on definitions.name = views.view_name and definitions.kind = 'query'
     where views.database_name = 'published' and not views.internal order by views.view_name`,
  );
  const queries = published.map(({ sql }) => String(sql).replace(/^CREATE VIEW .+? AS /, "").trim().replace(/;$/, ""));
  const parsed = await parseSelects(connection, queries);
  const views = new Map(published.map(({ view_name }, index) => {
    const query = parsed[index]!;
    if (query instanceof SyntaxError) throw query;
    const tables = tablesOf(query);
    const name = String(view_name);
    const isLarge = tables.some((table) => table.schema === "extracts") || queryHeader(queries[index]!).size !== null;
    const kind = isLarge || name.startsWith("check_") ? "view" : "table";
    const sql = `create ${kind} ${quoteIdentifier(name)} as ${queries[index]}`;
    return [name, { sql, reads: tables.map((table) => table.name) }];
  }));
  for (const sql of afterThoseTheyRead(views)) await connection.run(sql);
}

/** The statements of views, each after those it reads. What is published has no circles: it would not have been built. */
function afterThoseTheyRead(views: ReadonlyMap<string, { readonly sql: string; readonly reads: readonly string[] }>) {
  const ordered = new Set<string>();
  const visit = (name: string): void => {
    const view = views.get(name);
    if (view === undefined || ordered.has(view.sql)) return;
    for (const read of view.reads) if (read !== name) visit(read);
    ordered.add(view.sql);
  };
  for (const name of views.keys()) visit(name);
  return ordered;
}
