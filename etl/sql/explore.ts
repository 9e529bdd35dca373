import type { DuckDBConnection } from "@duckdb/node-api";
import type { Value } from "../annex/table_set.ts";
import { EXIT, UserError } from "../user_error.ts";
import { queryHeader } from "../warehouse/query_header.ts";
import { rows } from "../warehouse/rows.ts";
import { formatTable } from "./format_table.ts";

/**
 * The views of a warehouse with what a row of each is, as a table to read.
 *
 * @param containing Only those with this in their name
 * @param width The terminal's
 */
export async function listViews(connection: DuckDBConnection, containing: string, width?: number): Promise<string> {
  const views = await rows(
    connection,
    "select view_name as name from duckdb_views() where not internal and contains(view_name, lower($1)) order by all",
    [containing],
  );
  const texts = await definitions(connection);
  return table(["view", "grain"], views.map(({ name }) => [name!, headerOf(texts.get(String(name))).grain]), width);
}

/**
 * The columns of a view or table with type and class, under what its query's header says.
 *
 * @param name A view, or a table as `schema.table`
 * @throws {UserError} 2 when there is none of that name
 */
export async function describeRelation(connection: DuckDBConnection, name: string): Promise<string> {
  if (name === "") throw new UserError(EXIT.wrongUsage, "Cannot describe without a name: give .describe NAME");
  const [schema, relation] = name.includes(".") ? name.toLowerCase().split(".", 2) : ["main", name.toLowerCase()];
  const columns = await rows(
    connection,
    `select column_name, data_type from duckdb_columns()
    where not internal and lower(schema_name) = $1 and lower(table_name) = $2 order by column_index`,
    [schema!, relation!],
  );
  if (columns.length === 0) {
    throw new UserError(EXIT.wrongUsage, `Cannot describe "${name}" as there is no such view or table: see .views`);
  }
  const classes = new Map(
    (await hasLedger(connection, "column_classes"))
      ? (await rows(
        connection,
        "select column_name, classification from ledger.column_classes where schema_name = $1 and table_name = $2",
        [schema!, relation!],
      )).map((row) => [row.column_name, row.classification!])
      : [],
  );
  const text = (await definitions(connection)).get(name.toLowerCase());
  return headerLines(text).map((line) => `${line}\n`).concat(text === undefined ? [] : ["\n"]).join("") +
    table(
      ["column", "type", "class"],
      columns.map((column) => [column.column_name!, column.data_type!, classes.get(column.column_name!) ?? ""]),
    );
}

/** The project's queries by name, with grain, units and class, fitted to the width of the terminal. */
export async function listQueries(connection: DuckDBConnection, width?: number): Promise<string> {
  const found = [...await definitions(connection)].map(([name, text]): Value[] => {
    const header = headerOf(text);
    return [name, header.grain, header.units, header.classification];
  });
  return table(["query", "grain", "units", "class"], found.sort(([one], [other]) => one! < other! ? -1 : 1), width);
}

/**
 * The text of one of the project's queries, as it was published.
 *
 * @throws {UserError} 2 when there is none of that name
 */
export async function queryText(connection: DuckDBConnection, name: string): Promise<string> {
  const text = (await definitions(connection)).get(name.toLowerCase());
  if (text === undefined) {
    throw new UserError(EXIT.wrongUsage, `Cannot print query "${name}" as there is none of that name: see .queries`);
  }
  return text.endsWith("\n") ? text : `${text}\n`;
}

/** The text of each query; none in a database that is no warehouse of this project. */
async function definitions(connection: DuckDBConnection): Promise<ReadonlyMap<string, string>> {
  if (!await hasLedger(connection, "definitions")) return new Map();
  const found = await rows(connection, "select name, sql from ledger.definitions where kind = 'query'");
  return new Map(found.map(({ name, sql }) => [String(name), String(sql)]));
}

async function hasLedger(connection: DuckDBConnection, tableName: string): Promise<boolean> {
  const found = await rows(
    connection,
    "select 1 from duckdb_tables() where schema_name = 'ledger' and table_name = $1",
    [tableName],
  );
  return found.length > 0;
}

function headerOf(text: string | undefined) {
  return queryHeader(text ?? "");
}

function headerLines(text: string | undefined): string[] {
  return Object.entries(headerOf(text))
    .filter(([, value]) => value !== null && value.length > 0)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(", ") : value}`);
}

function table(names: readonly string[], cells: readonly (readonly Value[])[], width?: number): string {
  const columns = names.map((name) => ({ name, type: "VARCHAR", isNumeric: false }));
  const filled = cells.map((row) => row.map((value) => value ?? ""));
  const { head, body } = formatTable(columns, filled, width);
  return [...head, ...body].join("\n") + "\n";
}
