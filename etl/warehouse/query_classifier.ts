import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../classification.ts";
import { classifySelect } from "./classify_select.ts";
import { parseSelect } from "./parse_sql.ts";
import { readLabels } from "./read_labels.ts";
import { whole } from "./relation_classes.ts";
import { rows } from "./rows.ts";
import { UnclassifiedError } from "./unclassified_error.ts";

/**
 * {@linkcode classifyQuery} for many queries: what the warehouse says of its tables is read once. Only for a connection
 * on which, from then on, nothing is made that a query could name.
 *
 * @param connection An open warehouse
 * @returns The class of a query
 *
 * @example
 * ```ts
 * import { createLedger } from "./ledger.ts";
 * import { openPrivate } from "./open_warehouse.ts";
 * import { queryClassifier } from "./query_classifier.ts";
 * import { strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * const classify = await queryClassifier(warehouse.connection);
 * strictEqual(await classify("select file_name from ledger.files"), "white");
 * strictEqual(await classify("select value from ledger.quarantine"), "red");
 * ```
 */
export async function queryClassifier(
  connection: DuckDBConnection,
): Promise<(sql: string) => Promise<Classification>> {
  const labels = await readLabels(connection);
  for (const { name, isTemporary } of await ownNames(connection)) {
    if (isTemporary) labels.tables.delete(`main.${name}`);
    if (isTemporary || !labels.macros.has(name)) labels.macros.set(name, { classification: "red", countsRows: true });
  }
  return async (sql) => {
    try {
      return whole(classifySelect(await parseSelect(connection, sql), labels));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof UnclassifiedError) return "red";
      throw error;
    }
  };
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
