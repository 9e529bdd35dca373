import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../classification.ts";
import { classifySelect, UnclassifiedError } from "./classify_select.ts";
import { parseSelect } from "./parse_sql.ts";
import { readLabels } from "./read_labels.ts";
import { whole } from "./relation_classes.ts";
import { rows } from "./rows.ts";

/**
 * The class of a query: the highest of what it reads, column by column, through CTEs and views; a view that records a
 * release counts as what it was released to. Red whenever that cannot be told: SQL that does not parse or is no SELECT,
 * a table nobody labelled, a temporary object standing before a published one.
 *
 * @param connection An open warehouse
 *
 * @example
 * ```ts
 * import { classifyQuery } from "./classify_query.ts";
 * import { createLedger } from "./ledger.ts";
 * import { openPrivate } from "./open_warehouse.ts";
 * import { strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * strictEqual(await classifyQuery(warehouse.connection, "select file_name from ledger.files"), "white");
 * strictEqual(await classifyQuery(warehouse.connection, "select * from read_text('/etc/passwd')"), "red");
 * ```
 */
export async function classifyQuery(connection: DuckDBConnection, sql: string): Promise<Classification> {
  try {
    const query = await parseSelect(connection, sql);
    const labels = await readLabels(connection);
    for (const name of await temporaryNames(connection)) {
      labels.tables.delete(`main.${name}`);
      labels.macros.set(name, { classification: "red", countsRows: true });
    }
    return whole(classifySelect(query, labels));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof UnclassifiedError) return "red";
    throw error;
  }
}

/** What a session made for itself hides what the warehouse has under that name. */
async function temporaryNames(connection: DuckDBConnection): Promise<string[]> {
  const found = await rows(
    connection,
    `select lower(table_name) as name from duckdb_tables() where database_name = 'temp'
     union all select lower(view_name) from duckdb_views() where database_name = 'temp'
     union all select lower(function_name) from duckdb_functions() where database_name = 'temp' and not internal`,
  );
  return found.map(({ name }) => String(name));
}
