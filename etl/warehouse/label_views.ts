import type { DuckDBConnection } from "@duckdb/node-api";
import { CLASSES, type Classification, highest, mayShow } from "../base/classification.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { appendTexts } from "../db/append_texts.ts";
import { classifyMacro } from "../classify/classify_macro.ts";
import { classifySelect } from "../classify/classify_select.ts";
import { type Node, parseSelects, tablesOf } from "../db/parse_sql.ts";
import { queryHeader } from "./query_header.ts";
import { readLabels } from "../classify/read_labels.ts";
import { highestClass, type Labels, type MacroClasses, type RelationClasses } from "../classify/relation_classes.ts";
import { rows } from "../db/rows.ts";
import { UnclassifiedError } from "../classify/unclassified_error.ts";

/** A view to label: its text with its header, parsed, and the names of the columns it has. */
export interface LabelledView {
  readonly name: string;
  /** Its file, for messages. */
  readonly place: string;
  readonly sql: string;
  readonly query: Node;
  readonly columns: readonly string[];
}

/**
 * Works out the class of every macro and view and records them in the ledger, so that a query can later be classified from
 * the names it uses.
 *
 * A view whose header states a class higher than what it reads has that class; one that states a lower class must record
 * a `release:`.
 *
 * @param views Each after those it reads
 * @throws {UserError} exit 6, naming the query that states a class below what it reads and records no release; exit 1 on a
 * header that cannot be read
 *
 * @example
 * ```ts
 * import { createLedger } from "./ledger.ts";
 * import { labelViews } from "./label_views.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * await labelViews(warehouse.connection, []);
 * ```
 */
export async function labelViews(connection: DuckDBConnection, views: readonly LabelledView[]): Promise<void> {
  await connection.run("delete from ledger.column_classes where schema_name in ('main', 'macro')");
  const labels = await readLabels(connection);
  for (const [name, macro] of await classifyMacros(connection, labels)) labels.macros.set(name, macro);
  for (const view of views) labels.tables.set(`main.${view.name.toLowerCase()}`, classifyView(view, labels));
  const recorded: string[][] = [];
  for (const [name, { classification, countsRows }] of labels.macros) {
    recorded.push(["macro", name, "value", classification], ["macro", name, "*", countsRows ? "red" : "white"]);
  }
  for (const { name } of views) {
    const { columns, rows } = labels.tables.get(`main.${name.toLowerCase()}`)!;
    for (const column of columns!) recorded.push(["main", name, column.name, column.classification]);
    recorded.push(["main", name, "*", rows]);
  }
  await appendTexts(connection, "ledger", "column_classes", recorded);
}

function classifyView(view: LabelledView, labels: Labels): RelationClasses {
  const header = readHeader(view);
  const read = classesOf(view, labels);
  const stated = header.classification;
  if (stated !== null && header.release !== null) {
    if (!mayShow(highestClass(read), stated)) refuseSmallGroups(view, header.contributors);
    return all(view, stated);
  }
  if (stated !== null && !mayShow(highestClass(read), stated)) throw leak(view, stated, highestClass(read), labels);
  return stated === null ? read : {
    columns: read.columns!.map(({ name, classification }) => ({
      name,
      classification: highest([classification, stated]),
    })),
    rows: highest([read.rows, stated]),
  };
}

/** By their places: DuckDB gives names to columns of one name, and to expressions without any. */
function classesOf(view: LabelledView, labels: Labels): RelationClasses {
  try {
    const read = classifySelect(view.query, labels);
    if (read.columns?.length !== view.columns.length) return all(view, highestClass(read));
    return {
      columns: view.columns.map((name, place) => ({
        name: name.toLowerCase(),
        classification: read.columns![place]!.classification,
      })),
      rows: read.rows,
    };
  } catch (error) {
    if (error instanceof UnclassifiedError) return all(view, "red");
    throw error;
  }
}

function all(view: LabelledView, classification: Classification): RelationClasses {
  return { columns: view.columns.map((name) => ({ name: name.toLowerCase(), classification })), rows: classification };
}

function readHeader(view: LabelledView) {
  try {
    return queryHeader(view.sql);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(EXIT.failed, `Cannot build view ${view.name} from ${view.place}: ${error.message}`);
  }
}

/** What is released must be counted over enough contributors: it says over whom, and has a column of what it suppresses. */
function refuseSmallGroups(view: LabelledView, contributors: string | null): void {
  if (contributors !== null && /^none, \S/.test(contributors)) return;
  if (contributors !== null && view.columns.includes("suppressed_columns")) return;
  throw new UserError(
    EXIT.refusedByClassification,
    `Cannot build view ${view.name} from ${view.place} as a release: ${
      contributors === null
        ? 'it does not say whose figures it adds up: state "-- contributors: <kind of reference.disclosure>", or ' +
          '"-- contributors: none, as <why>"'
        : `it adds up figures of ${contributors} and suppresses no small group: give it a column suppressed_columns, as ` +
          "queries/measures/ch_exception_counts.sql has"
    }`,
  );
}

function leak(view: LabelledView, stated: Classification, read: Classification, labels: Labels): UserError {
  const sources = tablesOf(view.query).map(({ schema, name }) => ({
    name: schema ? `${schema}.${name}` : name,
    classes: labels.tables.get(`${schema || "main"}.${name}`),
  })).map(({ name, classes }) => `${name} (${classes ? highestClass(classes) : "unlabelled"})`);
  return new UserError(
    EXIT.refusedByClassification,
    `Cannot build view ${view.name} from ${view.place} as ${stated}: it reads ${read} content from ${
      sources.join(", ") || "a source that cannot be told"
    }; state "-- classification: ${read}", or record why it may be shown with "-- release: <why>, <where published>"`,
  );
}

/**
 * Macros call macros, so that each one's class is raised until nothing changes. A body that cannot be classified is Red.
 */
async function classifyMacros(connection: DuckDBConnection, labels: Labels): Promise<Map<string, MacroClasses>> {
  const found = await rows(
    connection,
    `select lower(function_name) as name, array_to_string(parameters, ',') as parameters, macro_definition as body,
         function_type = 'table_macro' as is_table
     from duckdb_functions() where not internal and function_type like '%macro'`,
  );
  const queries = await parseSelects(
    connection,
    found.map(({ body, is_table }) => is_table ? String(body) : `select ${body}`),
  );
  const bodies = found.map(({ name, parameters }, index) => ({
    name: String(name),
    parameters: String(parameters ?? "").split(","),
    query: queries[index]!,
  }));
  const macros = new Map<string, MacroClasses>();
  for (const { name } of bodies) macros.set(name, { classification: "white", countsRows: false });
  for (let changed = true; changed;) {
    changed = false;
    for (const { name, parameters, query } of bodies) {
      const before = macros.get(name)!;
      const now = macroClasses(query, parameters, { ...labels, macros });
      const classification = highest([before.classification, now.classification]);
      const countsRows = before.countsRows || now.countsRows;
      changed ||= CLASSES.indexOf(classification) > CLASSES.indexOf(before.classification) ||
        countsRows !== before.countsRows;
      macros.set(name, { classification, countsRows });
    }
  }
  return macros;
}

function macroClasses(query: Node | SyntaxError, parameters: readonly string[], labels: Labels): MacroClasses {
  const unknown: MacroClasses = { classification: "red", countsRows: true };
  if (query instanceof SyntaxError) return unknown;
  try {
    return classifyMacro(query, parameters, labels);
  } catch (error) {
    if (error instanceof UnclassifiedError) return unknown;
    throw error;
  }
}
