import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../contract/extract.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { createMacros } from "./create_macros.ts";
import { type Definition, readDefinitions } from "./definitions.ts";
import { KEYS_CHECK, keysCheck, stagingName } from "./keys_check.ts";
import { labelViews } from "./label_views.ts";
import { type Node, parseSelect, parseSelects, tablesOf } from "../db/parse_sql.ts";
import { explainError } from "../db/explain_error.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { rows } from "../db/rows.ts";

/** A query on its way to becoming a view. */
interface View {
  readonly name: string;
  /** Its file, for messages. */
  readonly place: string;
  readonly sql: string;
  readonly query: Node;
  /** The names it reads that could be views. */
  readonly reads: readonly string[];
}

/**
 * Makes the macros and views of the queries anew, each view after those it reads, and records the class of each.
 * Expects the ledger and the tables the queries read.
 *
 * Every query named `observations_…` also feeds a generated view `observations`, the union of them by column name: a new
 * report adds a file and no code.
 *
 * The check that keys stand once is written here, from the contracts: a new extract adds a contract and no query.
 *
 * @param definitions Macros and queries; the project's own when left out
 * @param extracts The contracts whose keys are checked
 * @returns The definitions, with the text of that check as it was written
 * @throws {UserError} exit 1 when two files have one name, a query is not a SELECT, reads an unknown table or reads
 * itself. Exit 6 when a query states a class below what it reads and records no release. The message names the files.
 *
 * @example
 * ```ts
 * import { buildViews } from "./build_views.ts";
 * import { createLedger } from "./ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * await buildViews(warehouse.connection, []);
 * ```
 */
export async function buildViews(
  connection: DuckDBConnection,
  definitions?: readonly Definition[],
  extracts: readonly Extract[] = [],
): Promise<readonly Definition[]> {
  const files = definitions ?? await readDefinitions();
  await dropAll(connection);
  await createMacros(connection, files.filter((file) => file.kind === "macro"));
  const views = await readViews(connection, files.filter((file) => file.kind === "query"));
  const staged = extracts.filter((extract) => views.has(stagingName(extract)));
  const check = staged.length === 0 ? undefined : views.get(KEYS_CHECK);
  if (check !== undefined) views.set(KEYS_CHECK, { ...check, reads: staged.map(stagingName) });
  const ordered = await createViews(connection, inOrder(views), staged);
  const columns = await columnNames(connection);
  await labelViews(connection, ordered.map((view) => ({ ...view, columns: columns.get(view.name) ?? [] })));
  const written = ordered.find((view) => view.name === KEYS_CHECK);
  return written === undefined
    ? files
    : files.map((file) => file.kind === "query" && file.name === KEYS_CHECK ? { ...file, text: written.sql } : file);
}

/**
 * Creates views, each once those it reads are known.
 *
 * DuckDB binds a view's text down to the tables, through all views below it: a view read by twenty others is bound twenty
 * times. So the views are made under another name, next to empty tables of the same columns that stand in for those that
 * others read, and get their names when all are there.
 *
 * @param staged The extracts whose keys the check of keys looks at
 * @returns The views as they were made
 */
async function createViews(
  connection: DuckDBConnection,
  ordered: readonly View[],
  staged: readonly Extract[],
): Promise<readonly View[]> {
  const made: View[] = [];
  const read = new Set(ordered.flatMap((view) => view.reads));
  const standIns = ordered.filter((view) => read.has(view.name));
  for (const planned of ordered) {
    const isKeysCheck = planned.name === KEYS_CHECK && staged.length > 0;
    const view = isKeysCheck ? await writeKeysCheck(connection, planned, ordered, staged) : planned;
    made.push(view);
    const pending = quoteIdentifier(pendingName(view.name));
    try {
      await connection.run(`create view ${pending} as ${view.sql}`);
    } catch (error) {
      throw new UserError(
        EXIT.failed,
        `Cannot build view ${view.name} from ${view.place}: ${explainError(error)}`,
      );
    }
    if (!read.has(view.name)) continue;
    await connection.run(`create table ${quoteIdentifier(view.name)} as from ${pending} with no data`);
  }
  await connection.run([
    ...standIns.map(({ name }) => `drop table ${quoteIdentifier(name)};`),
    ...ordered.map(({ name }) =>
      `alter view ${quoteIdentifier(pendingName(name))} rename to ${quoteIdentifier(name)};`
    ),
  ].join("\n"));
  return made;
}

/** Once the staging views stand, their columns are known. */
async function writeKeysCheck(
  connection: DuckDBConnection,
  check: View,
  views: readonly View[],
  extracts: readonly Extract[],
): Promise<View> {
  const columns = await columnNames(connection);
  const staged = extracts.map((extract) => {
    const { name, place, sql } = views.find((view) => view.name === stagingName(extract))!;
    return { extract, place, sql, columns: columns.get(name) ?? [] };
  });
  const sql = keysCheck(check.sql, staged);
  return { ...check, sql, query: await parseSelect(connection, sql) };
}

function pendingName(name: string): string {
  return `${name} (pending)`;
}

/** The names DuckDB gave the columns of each view, in order. */
async function columnNames(connection: DuckDBConnection): Promise<ReadonlyMap<string, string[]>> {
  const columns = await rows(
    connection,
    "select table_name, column_name from duckdb_columns() where schema_name = 'main' order by table_name, column_index",
  );
  const names = new Map<string, string[]>();
  for (const { table_name, column_name } of columns) {
    const name = String(table_name);
    names.set(name, [...(names.get(name) ?? []), String(column_name)]);
  }
  return names;
}

async function dropAll(connection: DuckDBConnection): Promise<void> {
  for (const { view_name } of await rows(connection, "select view_name from duckdb_views() where not internal")) {
    await connection.run(`drop view ${quoteIdentifier(String(view_name))}`);
  }
  const macros = await rows(
    connection,
    "select distinct function_name, function_type from duckdb_functions() where not internal and function_type like '%macro'",
  );
  for (const { function_name, function_type } of macros) {
    const kind = function_type === "table_macro" ? "macro table" : "macro";
    await connection.run(`drop ${kind} ${quoteIdentifier(String(function_name))}`);
  }
}

async function readViews(
  connection: DuckDBConnection,
  files: readonly Definition[],
): Promise<Map<string, View>> {
  const texts = files.map(({ name, place, text }) => ({ name, place, sql: text.trim().replace(/;\s*$/, "") }));
  const observations = files.map(({ name }) => name).filter((name) => name.startsWith("observations_")).sort();
  if (observations.length > 0) {
    const sql = observations.map((name) => `select * from ${quoteIdentifier(name)}`).join("\nunion all by name\n");
    texts.push({ name: "observations", place: "queries/**/observations_*.sql", sql });
  }
  const queries = await parseSelects(connection, texts.map(({ sql }) => sql));
  const views = new Map<string, View>();
  for (const [index, { name, place, sql }] of texts.entries()) {
    const twin = views.get(name);
    if (twin) {
      throw new UserError(
        EXIT.failed,
        `Cannot build view ${name} from both ${twin.place} and ${place}: rename one of the files`,
      );
    }
    const query = queries[index]!;
    if (query instanceof SyntaxError) {
      throw new UserError(EXIT.failed, `Cannot build view ${name} from ${place}: ${explainError(query)}`);
    }
    const tables = tablesOf(query).filter((table) => table.schema === "" || table.schema === "main");
    views.set(name, { name, place, sql, query, reads: tables.map((table) => table.name) });
  }
  return views;
}

/** The views, each after those it reads. */
function inOrder(views: ReadonlyMap<string, View>): View[] {
  const ordered = new Set<View>();
  const visit = (view: View, path: readonly View[]): void => {
    if (ordered.has(view)) return;
    if (path.includes(view)) {
      const circle = [...path.slice(path.indexOf(view)), view].map((one) => `${one.name} (${one.place})`).join(" -> ");
      throw new UserError(EXIT.failed, `Cannot build views that read each other: ${circle}`);
    }
    for (const name of view.reads) {
      const read = views.get(name);
      if (read) visit(read, [...path, view]);
    }
    ordered.add(view);
  };
  for (const name of [...views.keys()].sort()) visit(views.get(name)!, []);
  return [...ordered];
}
