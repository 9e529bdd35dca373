import type { DuckDBConnection } from "@duckdb/node-api";
import { EXIT, UserError } from "../base/user_error.ts";
import { type Definition, readDefinitions } from "./definitions.ts";
import { explainError } from "../db/explain_error.ts";
import { quoteIdentifier, quoteLiteral } from "../db/quote.ts";
import { rows } from "../db/rows.ts";

/**
 * Makes schema `reference` anew: its tables from `data/reference/schema.sql`, their rows from the CSV file of the same
 * name, columns matched by header, an empty field as null. Reference data is committed, so all of it is White.
 *
 * Needs a connection that may read files.
 *
 * @throws {UserError} exit 1, naming the file whose SQL, header or value DuckDB refuses, or a CSV without a table
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { createLedger } from "./ledger.ts";
 * import { loadReference } from "./load_reference.ts";
 * const connection = await DuckDBConnection.create();
 * await createLedger(connection);
 * await loadReference(connection, []);
 * connection.closeSync();
 * ```
 */
export async function loadReference(
  connection: DuckDBConnection,
  definitions?: readonly Definition[],
): Promise<void> {
  const files = (definitions ?? await readDefinitions()).filter((one) => one.kind === "reference");
  await connection.run("drop schema if exists reference cascade; create schema reference");
  for (const file of files.filter((one) => one.path.endsWith(".sql"))) {
    await refuse(file, () => connection.run(file.text));
  }
  for (const file of files.filter((one) => one.path.endsWith(".csv"))) {
    // A path is a pattern to read_csv, unless there is a file of that very name.
    const path = quoteLiteral(file.path);
    await refuse(file, () =>
      connection.run(
        `insert into reference.${quoteIdentifier(file.name)} by name
         select * from read_csv(${path}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')`,
      ));
  }
  await connection.run(`
    delete from ledger.column_classes where schema_name = 'reference';
    insert into ledger.column_classes
    select schema_name, table_name, column_name, 'white' from duckdb_columns() where schema_name = 'reference'
    union all
    select 'reference', table_name, '*', 'white' from duckdb_tables() where schema_name = 'reference';
  `);
  const filled = new Set(files.filter((file) => file.path.endsWith(".csv")).map((file) => file.name));
  for (
    const { table_name } of await rows(
      connection,
      "select table_name from duckdb_tables() where schema_name = 'reference'",
    )
  ) {
    if (filled.has(String(table_name))) continue;
    throw new UserError(
      EXIT.failed,
      `Cannot fill table reference.${table_name}: write data/reference/${table_name}.csv`,
    );
  }
}

async function refuse(file: Definition, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw new UserError(EXIT.failed, `Cannot load ${file.place}: ${explainError(error)}`);
  }
}
