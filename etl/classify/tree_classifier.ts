import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";
import { classifySelect } from "./classify_select.ts";
import { hasLedger } from "../db/has_ledger.ts";
import type { Node } from "../db/parse_sql.ts";
import { readLabels } from "./read_labels.ts";
import { highestClass, type MacroClasses, type RelationClasses } from "./relation_classes.ts";
import { rows } from "../db/rows.ts";

/**
 * The class of a parsed query's answer. With `isPlan`, of the query's plan: the plan says how many rows each table has, also
 * behind a release, so that it is Red when the query reads any.
 */
export type ClassifyTree = (query: Node, isPlan?: boolean) => Classification;

/**
 * Classifies parsed queries: the tree alone decides. What cannot be classified is Red, for whatever reason. In a
 * database without labels everything that reads a table is Red.
 *
 * What the warehouse says of its tables is read once. Only for a connection on which, from then on, nothing is made that a
 * query could name.
 *
 * @param connection An open warehouse
 *
 * @example
 * ```ts
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { parseSelect } from "../db/parse_sql.ts";
 * import { treeClassifier } from "./tree_classifier.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * const { connection } = warehouse;
 * await createLedger(connection);
 * const classify = await treeClassifier(connection);
 * const files = await parseSelect(connection, "from ledger.files");
 * deepStrictEqual([classify(files), classify(files, true)], ["white", "red"]);
 * ```
 */
export async function treeClassifier(connection: DuckDBConnection): Promise<ClassifyTree> {
  const labels = await hasLedger(connection, "column_classes")
    ? await readLabels(connection)
    : { tables: new Map<string, RelationClasses>(), macros: new Map<string, MacroClasses>() };
  for (const { name, isTemporary } of await ownNames(connection)) {
    if (isTemporary) labels.tables.delete(`main.${name}`);
    if (isTemporary || !labels.macros.has(name)) labels.macros.set(name, { classification: "red", countsRows: true });
  }
  return (query, isPlan = false) => {
    try {
      return isPlan && readsAny(query, labels.macros) ? "red" : highestClass(classifySelect(query, labels));
    } catch {
      // Whatever the reason: SQL that is not known, a tree too deep to walk.
      return "red";
    }
  };
}

function readsAny(query: Node, macros: ReadonlyMap<string, MacroClasses>): boolean {
  let isReading = false;
  JSON.stringify(query, (name, value) => {
    isReading ||= value?.type === "BASE_TABLE" ||
      (name === "function_name" && macros.has(String(value).toLowerCase()));
    return value;
  });
  return isReading;
}

/** What a session made for itself hides what the warehouse has under that name, and a macro can read what it likes. */
async function ownNames(connection: DuckDBConnection): Promise<{ name: string; isTemporary: boolean }[]> {
  const found = await rows(
    connection,
    `select lower(table_name) as name, true as is_temporary from duckdb_tables() where database_name = 'temp'
     union all select lower(view_name), true from duckdb_views() where database_name = 'temp'
     union all select lower(function_name), database_name = 'temp' from duckdb_functions() where not internal`,
  );
  return found.map(({ name, is_temporary }) => ({ name: String(name), isTemporary: is_temporary === true }));
}
