import type { DuckDBConnection } from "@duckdb/node-api";
import { BLANK, SUPPRESSED } from "../annex/format_value.ts";
import { parseSelect, tablesOf } from "../warehouse/parse_sql.ts";
import { rows } from "../warehouse/rows.ts";

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

/** A table without the columns that say what a view suppresses: they are said by `[c]` and under the table. */
export interface SuppressedTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** The reasons, a line each. */
  readonly notes: readonly string[];
}

/**
 * Puts `[c]` in the place of what the columns `suppressed_columns` and `suppressed_reason` of a table say, which are left
 * out then; a table without them stays as it is.
 *
 * @example
 * ```ts
 * import { showSuppressed } from "./held_back.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const names = ["region", "exceptions", "suppressed_columns", "suppressed_reason"];
 * const table = showSuppressed(names, [["North", null, "exceptions", "suppressed: fewer than 5 Devices"]]);
 * deepStrictEqual(table.rows, [["North", "[c]"]]);
 * deepStrictEqual(table.notes, ["[c] suppressed: fewer than 5 Devices"]);
 * ```
 */
export function showSuppressed(names: readonly string[], rows: readonly (readonly unknown[])[]): SuppressedTable {
  const [hidden, why] = [names.indexOf("suppressed_columns"), names.indexOf("suppressed_reason")];
  if (hidden < 0) return { names, rows, notes: [] };
  const isShown = (_: unknown, at: number) => at !== hidden && at !== why;
  const reasons = new Set<string>();
  const shown = rows.map((row) => {
    const columns = String(row[hidden] ?? "").split(",");
    if (columns[0] !== "") reasons.add(String(row[why] ?? "suppressed"));
    return row.map((value, at) => columns.includes(names[at]!) ? SUPPRESSED : value).filter(isShown);
  });
  return { names: names.filter(isShown), rows: shown, notes: [...reasons].map((reason) => `${SUPPRESSED} ${reason}`) };
}
