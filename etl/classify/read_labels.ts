import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";
import type { Labels, MacroClasses, RelationClasses } from "./relation_classes.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { readTable } from "../db/read_table.ts";

/**
 * The classes recorded in a warehouse when it was published: of each table's and view's columns, and of each macro. A table
 * with a column nobody labelled is Red, as `*` would show that column.
 *
 * @example
 * ```ts
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { readLabels } from "./read_labels.ts";
 * import { strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * strictEqual((await readLabels(warehouse.connection)).tables.get("ledger.files")?.rows, "white");
 * ```
 */
export async function readLabels(connection: DuckDBConnection): Promise<
  Labels & { readonly tables: Map<string, RelationClasses>; readonly macros: Map<string, MacroClasses> }
> {
  const recorded = await readTable(
    connection,
    "select lower(schema_name), lower(table_name), lower(column_name), classification from ledger.column_classes",
  );
  const columns = new Map<string, Map<string, Classification>>();
  for (const [schema, table, column, classification] of recorded.rows as [string, string, string, Classification][]) {
    const name = `${schema}.${table}`;
    if (!columns.has(name)) columns.set(name, new Map());
    columns.get(name)!.set(column, classification);
  }
  const tables = new Map<string, RelationClasses>();
  const macros = new Map<string, MacroClasses>();
  for (const [name, classes] of columns) {
    const rows = classes.get("*") ?? "red";
    classes.delete("*");
    if (name.startsWith("macro.")) {
      macros.set(name.slice("macro.".length), {
        classification: classes.get("value") ?? "red",
        countsRows: rows !== "white",
      });
    } else {
      tables.set(name, { columns: [...classes].map(([name, classification]) => ({ name, classification })), rows });
    }
  }
  for (const name of await partlyLabelled(connection, tables)) tables.set(name, { columns: null, rows: "red" });
  return { tables, macros };
}

/**
 * The names of tables with a column that has no label. Asked of tables alone: to name a view's columns, DuckDB binds it; and
 * what is a table in `main` is a view that a snapshot or a copy has computed, whose columns were labelled with it.
 */
async function partlyLabelled(
  connection: DuckDBConnection,
  tables: ReadonlyMap<string, RelationClasses>,
): Promise<string[]> {
  const found = await readTable(
    connection,
    `select schema_name, table_name from duckdb_tables()
     where database_name = current_database() and schema_name <> 'main' and not internal`,
  );
  const partly: string[] = [];
  for (const [schema, name] of found.rows as [string, string][]) {
    const table = `${schema}.${name}`.toLowerCase();
    const labelled = new Set(tables.get(table)?.columns?.map((column) => column.name));
    if (labelled.size === 0) continue;
    const statement = await connection.prepare(`from ${quoteIdentifier(schema)}.${quoteIdentifier(name)}`);
    for (let at = 0; at < statement.columnCount; at++) {
      if (!labelled.has(statement.columnName(at).toLowerCase())) partly.push(table);
    }
    statement.destroySync();
  }
  return partly;
}
