import type { DuckDBConnection } from "@duckdb/node-api";
import type { Value } from "../db/value.ts";
import { didYouMean } from "../text/nearest_spelling.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { hasLedger } from "../db/has_ledger.ts";
import { queryHeader } from "../warehouse/query_header.ts";
import { rows } from "../db/rows.ts";
import { readCatalogue } from "./catalogue.ts";
import { formatTable } from "./format_table.ts";
import { projectQueries } from "./project_queries.ts";
import { queryParameters } from "./query_parameters.ts";

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
  const texts = await projectQueries(connection);
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
    const known = (await readCatalogue(connection)).relations.keys();
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot describe "${name}" because there is no such view or table: ${
        didYouMean(name.toLowerCase(), known, ".views lists them")
      }`,
    );
  }
  const classes = new Map(
    await hasLedger(connection, "column_classes")
      ? (await rows(
        connection,
        "select column_name, classification from ledger.column_classes where schema_name = $1 and table_name = $2",
        [schema!, relation!],
      )).map((row) => [row.column_name, row.classification!])
      : [],
  );
  const text = (await projectQueries(connection)).get(name.toLowerCase());
  return headerLines(text).map((line) => `${line}\n`).concat(text === undefined ? [] : ["\n"]).join("") +
    table(
      ["column", "type", "class"],
      columns.map((column) => [column.column_name!, column.data_type!, classes.get(column.column_name!) ?? ""]),
    );
}

/**
 * The project's queries by name, with their parameters, grain, units and class, fitted to the width of the terminal; the
 * text of one, as it was published, when that is its name.
 *
 * @param name A query's, or what stands in those of the queries to list; empty for all
 * @throws {UserError} 2 when there is none of that name
 */
export async function exploreQueries(connection: DuckDBConnection, name: string, width?: number): Promise<string> {
  const queries = await projectQueries(connection);
  const text = queries.get(name.toLowerCase());
  if (text !== undefined) return text.endsWith("\n") ? text : `${text}\n`;
  const found = [...queries].filter(([one]) => one.includes(name.toLowerCase()));
  if (name !== "" && found.length === 0) {
    throw new UserError(EXIT.wrongUsage, `Cannot list queries with "${name}" in their name because there are none`);
  }
  const columns = await columnsByView(connection);
  return table(
    ["query", "parameters", "grain", "units", "class"],
    found.map(([one, text]): Value[] => {
      const { grain, units, classification } = headerOf(text);
      return [one, queryParameters(text, columns.get(one) ?? []).join(", "), grain, units, classification];
    }),
    width,
  );
}

async function columnsByView(connection: DuckDBConnection): Promise<ReadonlyMap<string, readonly string[]>> {
  const columns = await rows(
    connection,
    `select table_name as view, column_name as name from duckdb_columns()
    where not internal and schema_name = 'main' order by column_index`,
  );
  const names = Map.groupBy(columns, ({ view }) => String(view));
  return new Map([...names].map(([view, found]) => [view, found.map(({ name }) => String(name))]));
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
  // The first are names to be typed again: they are no text that can be shortened.
  const columns = names.map((name, index) => ({ name, type: index === 0 ? "NAME" : "VARCHAR", isNumeric: false }));
  const filled = cells.map((row) => row.map((value) => value ?? ""));
  const { head, body } = formatTable(columns, filled, width);
  return [...head, ...body].join("\n") + "\n";
}
