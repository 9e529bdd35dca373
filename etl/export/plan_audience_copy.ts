import type { DuckDBConnection } from "@duckdb/node-api";
import { type Classification, mayShow } from "../base/classification.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { classifySelect } from "../classify/classify_select.ts";
import { type Node, parseSelects, tablesOf } from "../db/parse_sql.ts";
import { queryHeader } from "../warehouse/query_header.ts";
import { readLabels } from "../classify/read_labels.ts";
import { highestClass, type Labels, type RelationClasses } from "../classify/relation_classes.ts";
import { rows } from "../db/rows.ts";
import { UnclassifiedError } from "../classify/unclassified_error.ts";

/** A table or view of the warehouse that an audience may see, and how its copy comes to be. */
export interface PlannedRelation {
  readonly schema: string;
  readonly name: string;
  /** The columns the audience may see, in order. */
  readonly columns: readonly { readonly name: string; readonly classification: Classification }[];
  readonly classification: Classification;
  /**
   * `rows`: its rows are copied. `query`: it stays a view, as everything it reads is in the copy. `answer`: a view that
   * reads what is not, of which the copy holds the answer.
   */
  readonly copied: "rows" | "query" | "answer";
  /** The query's text with its header; null for a table. */
  readonly sql: string | null;
}

/** What of a warehouse an audience may hold. */
export interface AudienceCopyPlan {
  /** Tables first, then views, each after those it reads. */
  readonly relations: readonly PlannedRelation[];
  /** `create macro` statements, in no order. */
  readonly macros: readonly { readonly name: string; readonly sql: string }[];
  /** Views above the audience's class, by name. */
  readonly withheld: readonly { readonly name: string; readonly classification: Classification }[];
}

/**
 * Decides what of a warehouse an audience may hold: of a table the columns it may see, unless the number of its rows is
 * above it; a view when all of it may be seen.
 *
 * The classes are those recorded when the warehouse was published; each view's is worked out once more from its text, so
 * that a label that does not stand is found before anything leaves.
 *
 * @throws {UserError} exit 6, naming the view that reads more than its label says and records no release
 */
export async function planAudienceCopy(
  connection: DuckDBConnection,
  audience: Classification,
): Promise<AudienceCopyPlan> {
  const labels = await readLabels(connection);
  const { tables, held } = await planTables(connection, labels, audience);
  const { relations, withheld } = planViews(await readViews(connection), labels, audience, held);
  const macros = (await rows(connection, "select name, sql from ledger.definitions where kind = 'macro' order by name"))
    .filter(({ name }) => mayShow(labels.macros.get(String(name).toLowerCase())?.classification ?? "red", audience))
    .map(({ name, sql }) => ({ name: String(name), sql: String(sql) }));
  return { relations: [...tables, ...relations], macros, withheld };
}

async function planTables(connection: DuckDBConnection, labels: Labels, audience: Classification) {
  const found = await rows(
    connection,
    `select schema_name as schema, table_name as name, list(column_name order by column_index)::json::varchar as columns
     from duckdb_columns() where not internal and schema_name in ('ledger', 'reference', 'extracts')
     group by all order by schema, name`,
  );
  const planned: PlannedRelation[] = [];
  const held = new Map<string, RelationClasses>();
  for (const { schema, name, columns } of found as Record<string, string>[]) {
    const classes = labels.tables.get(`${schema}.${name}`.toLowerCase());
    if (classes === undefined || !mayShow(classes.rows, audience)) continue;
    const names = JSON.parse(columns!) as string[];
    const shown = names.map((column) => ({
      name: column,
      classification: classes.columns?.find((one) => one.name === column.toLowerCase())?.classification ??
        "red" as const,
    })).filter(({ classification }) => mayShow(classification, audience));
    if (shown.length === 0) continue;
    planned.push({
      schema: schema!,
      name: name!,
      columns: shown,
      classification: highestClass({ columns: shown, rows: classes.rows }),
      copied: "rows",
      sql: null,
    });
    held.set(`${schema}.${name}`.toLowerCase(), heldColumns(names, shown.map((column) => column.name)));
  }
  return { tables: planned, held };
}

/**
 * A relation of the copy as if what of it the copy lacks were all that is Red: what then is White reads nothing else.
 */
function heldColumns(columns: readonly string[], held: readonly string[]): RelationClasses {
  return {
    columns: columns.map((name) => ({
      name: name.toLowerCase(),
      classification: held.includes(name) ? "white" : "red",
    })),
    rows: "white",
    presence: "white",
  };
}

/** A view as it is in the warehouse. */
interface View {
  readonly name: string;
  readonly columns: readonly string[];
  readonly sql: string;
  readonly query: Node | SyntaxError;
}

async function readViews(connection: DuckDBConnection): Promise<readonly View[]> {
  // A generated view has no file: DuckDB's own text of it serves.
  const found = await rows(
    connection,
    `select views.view_name as name, list(columns.column_name order by column_index)::json::varchar as columns,
        coalesce(any_value(definitions.sql), regexp_replace(any_value(views.sql), '^CREATE VIEW \\S+ AS ', '')) as sql
     from duckdb_views() as views
     inner join duckdb_columns() as columns on columns.table_oid = views.view_oid and not columns.internal
     left join ledger.definitions as definitions
        on definitions.kind = 'query' and definitions.name = views.view_name
     where not views.internal and views.schema_name = 'main'
     group by views.view_name, views.view_oid order by views.view_name`,
  );
  const texts = (found as Record<string, string>[]).map(({ name, columns, sql }) => ({
    name: name!,
    columns: JSON.parse(columns!) as string[],
    sql: sql!.trim().replace(/;\s*$/, ""),
  }));
  const queries = await parseSelects(connection, texts.map(({ sql }) => sql));
  return inOrder(texts.map((view, index) => ({ ...view, query: queries[index]! })));
}

/** Each view after those it reads; no view of a warehouse reads itself. */
function inOrder(views: readonly View[]): View[] {
  const byName = new Map(views.map((view) => [view.name.toLowerCase(), view]));
  const ordered = new Set<View>();
  const visit = (view: View): void => {
    if (ordered.has(view)) return;
    for (const { name } of readsOf(view)) {
      const read = byName.get(name);
      if (read !== undefined && read !== view) visit(read);
    }
    ordered.add(view);
  };
  views.forEach(visit);
  return [...ordered];
}

function readsOf({ query }: View): ReturnType<typeof tablesOf> {
  return query instanceof SyntaxError ? [] : tablesOf(query);
}

function planViews(
  views: readonly View[],
  labels: Labels,
  audience: Classification,
  held: Map<string, RelationClasses>,
): Pick<AudienceCopyPlan, "relations" | "withheld"> {
  const macros = new Map(
    [...labels.macros].map(([name, macro]) => [
      name,
      { ...macro, classification: mayShow(macro.classification, audience) ? "white" as const : "red" as const },
    ]),
  );
  const relations: PlannedRelation[] = [];
  const withheld: { name: string; classification: Classification }[] = [];
  for (const view of views) {
    const classes = labels.tables.get(`main.${view.name.toLowerCase()}`);
    const classification = classes === undefined ? "red" : highestClass(classes);
    if (classes === undefined || !mayShow(classification, audience)) {
      withheld.push({ name: view.name, classification });
      continue;
    }
    if (queryHeader(view.sql).release === null) refuseLeak(view, labels, classification, audience);
    const isHeld = classOf(view.query, { tables: held, macros }) === "white";
    held.set(`main.${view.name.toLowerCase()}`, heldColumns(view.columns, view.columns));
    relations.push({
      schema: "main",
      name: view.name,
      columns: view.columns.map((name) => ({
        name,
        classification: classes.columns?.find((one) => one.name === name.toLowerCase())?.classification ??
          classification,
      })),
      classification,
      copied: isHeld ? "query" : "answer",
      sql: view.sql,
    });
  }
  return { relations, withheld };
}

function refuseLeak(view: View, labels: Labels, stated: Classification, audience: Classification): void {
  const read = classOf(view.query, labels);
  if (mayShow(read, audience)) return;
  throw new UserError(
    EXIT.refusedByClassification,
    `Cannot publish view ${view.name} to the ${audience} audience: it is labelled ${stated} but reads ${read} content ` +
      "and records no release; run `deno task load` so that the views are built and labelled anew",
  );
}

function classOf(query: Node | SyntaxError, labels: Labels): Classification {
  if (query instanceof SyntaxError) return "red";
  try {
    return highestClass(classifySelect(query, labels));
  } catch (error) {
    if (error instanceof UnclassifiedError) return "red";
    throw error;
  }
}
