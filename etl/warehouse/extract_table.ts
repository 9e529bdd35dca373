import type { DuckDBConnection } from "@duckdb/node-api";
import { type Classification, highest } from "../base/classification.ts";
import type { Extract } from "../contract/extract.ts";
import type { ColumnKind } from "../contract/column.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { appendTexts } from "../db/append_texts.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { rows } from "../db/rows.ts";

/** DuckDB's type for each kind of column. */
const TYPES: Readonly<Record<ColumnKind, string>> = {
  text: "VARCHAR",
  count: "BIGINT",
  percent: "DOUBLE",
  date: "DATE",
  month: "DATE",
  quarter: "DATE",
  period: "DATE",
  yes_no: "BOOLEAN",
};

/**
 * The columns of an extract's table in order, with DuckDB's type and the class of each: `load_id` and `source_row` say
 * where a row came from, `period` is the first day of its month or quarter (null where the contract has none), then the
 * contract's own.
 *
 * @example
 * ```ts
 * import { extractColumns } from "./extract_table.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * import type { Extract } from "../contract/extract.ts";
 * const extract: Extract = {
 *   name: "users", title: "Users", source: "SEC H3.24", classification: "amber", isClassificationVerified: true,
 *   hint: /users/i, key: ["user_id"], period: null,
 *   columns: { user_id: { kind: "text", header: "User ID", classification: "amber", description: "EUI-64" } },
 * };
 * deepStrictEqual(extractColumns(extract).map((column) => `${column.name} ${column.type}`), [
 *   "load_id INTEGER", "source_row INTEGER", "period DATE", "user_id VARCHAR",
 * ]);
 * ```
 */
export function extractColumns(
  extract: Extract,
): readonly { readonly name: string; readonly type: string; readonly classification: Classification }[] {
  const period = extract.period === null ? "white" : extract.columns[extract.period.column]!.classification;
  const all = highest([extract.classification, ...Object.values(extract.columns).map((one) => one.classification)]);
  return [
    { name: "load_id", type: "INTEGER", classification: "white" },
    // No two rows of a load have the same, so that it counts them.
    { name: "source_row", type: "INTEGER", classification: all },
    { name: "period", type: "DATE", classification: period },
    ...Object.entries(extract.columns).map(([name, column]) => ({
      name,
      type: TYPES[column.kind],
      classification: column.classification,
    })),
  ];
}

/**
 * Creates `extracts.<name>` for each contract where it is missing, adds the columns a contract gained since (null in the
 * rows loaded before), and labels every column with its class.
 *
 * @throws {UserError} exit 1, when a table holds a column its contract dropped or changed the type of
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { createExtractTables } from "./extract_table.ts";
 * import { createLedger } from "./ledger.ts";
 * const connection = await DuckDBConnection.create();
 * await createLedger(connection);
 * await createExtractTables(connection, []);
 * connection.closeSync();
 * ```
 */
export async function createExtractTables(connection: DuckDBConnection, extracts: readonly Extract[]): Promise<void> {
  await connection.run("create schema if not exists extracts");
  await connection.run("delete from ledger.column_classes where schema_name = 'extracts'");
  const labels: string[][] = [];
  for (const extract of extracts) {
    const columns = extractColumns(extract);
    const ddl = columns.map((column) => `${quoteIdentifier(column.name)} ${column.type}`).join(", ");
    await connection.run(`create table if not exists extracts.${quoteIdentifier(extract.name)} (${ddl})`);
    await followContract(connection, extract.name, columns);
    const all = columns.find(({ name }) => name === "source_row")!.classification;
    for (const { name, classification } of [...columns, { name: "*", classification: all }]) {
      labels.push(["extracts", extract.name, name, classification]);
    }
  }
  await appendTexts(connection, "ledger", "column_classes", labels);
}

async function followContract(
  connection: DuckDBConnection,
  table: string,
  columns: readonly { readonly name: string; readonly type: string }[],
): Promise<void> {
  const existing = await rows(
    connection,
    "select column_name, data_type from duckdb_columns() where schema_name = 'extracts' and table_name = $1",
    [table],
  );
  const types = new Map(existing.map((column) => [column.column_name, column.data_type]));
  for (const { name, type } of columns) {
    if (!types.has(name)) {
      await connection.run(
        `alter table extracts.${quoteIdentifier(table)} add column ${quoteIdentifier(name)} ${type}`,
      );
      types.set(name, type);
    }
  }
  for (const [name, type] of types) {
    const wanted = columns.find((column) => column.name === name)?.type;
    if (wanted !== type) {
      throw new UserError(
        EXIT.failed,
        `Cannot keep table extracts.${table} because its contract ${
          wanted === undefined ? "dropped" : `wants ${wanted} for`
        } column ${name}, which is ${type}: make the warehouse anew from the kept files with \`deno task load --rebuild\``,
      );
    }
  }
}
