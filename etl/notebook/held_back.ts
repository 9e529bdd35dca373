import type { DuckDBConnection } from "@duckdb/node-api";
import { BLANK } from "../tables/format_value.ts";
import { parseSelect, tablesOf } from "../db/parse_sql.ts";
import { rows } from "../db/rows.ts";

// A cell's answer can be filtered, joined and drawn in the next: what is known of blanks is known of the whole notebook.
let isPossible = false;

/**
 * Whether a query reads a view that suppresses small groups, itself or through others: a blank of its answer can then be a
 * figure held back.
 */
export async function suppresses(connection: DuckDBConnection, sql: string): Promise<boolean> {
  const views = await rows(
    connection,
    `select definitions.name, definitions.sql, coalesce(bool_or(classes.column_name = 'suppressed_columns'), false) as is_one
     from ledger.definitions as definitions
     left join ledger.column_classes as classes
         on classes.schema_name = 'main' and classes.table_name = definitions.name
     where definitions.kind = 'query' group by all`,
  );
  const found = new Map(views.map((view) => [String(view.name), view]));
  const waiting = [sql];
  const seen = new Set<string>();
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    for (const { name } of tablesOf(await parseSelect(connection, text.trim().replace(/;\s*$/, "")))) {
      const view = found.get(name);
      if (view === undefined || seen.has(name)) continue;
      if (view.is_one === true) return true;
      seen.add(name);
      waiting.push(String(view.sql));
    }
  }
  return false;
}

/** Says that from here on a blank can be a figure held back from the notebook's audience. */
export function expectHeldBack(): void {
  isPossible = true;
}

/** What has to be said under a table or chart that holds blanks. */
export function blankNote(values: Iterable<unknown>): string | null {
  if (!isPossible) return null;
  for (const value of values) if (value === null || Number.isNaN(value)) return NOTE;
  return null;
}

const NOTE = `${BLANK}: not available, or held back from this audience as too few stand behind the figure`;
