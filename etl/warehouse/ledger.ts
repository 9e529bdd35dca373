import type { DuckDBConnection } from "@duckdb/node-api";
import { EXIT, UserError } from "../user_error.ts";
import { rows } from "./rows.ts";

/**
 * The tables that say where every row came from and what the published views mean. A load is one (file, sheet, period);
 * nothing in the ledger is ever changed or deleted, so that `as_of` can answer as it was known on a day.
 *
 * `column_classes` gives each column's class by schema, table and column, so that any reader can classify a query without
 * the contracts; the column `*` is the class of how many rows there are. Macros stand there as schema `macro`: their
 * `value`, and `*` Red where they count the rows they are called on.
 *
 * A publication is an annex that left the house, as its manifest has it; `published_figures` holds every cell of its
 * tables, `row_key` the JSON of the row's key.
 */
const LEDGER = `
create schema if not exists ledger;
create table if not exists ledger.files (
    file_id integer not null, file_name varchar not null, file_sha256 varchar not null, byte_size bigint not null,
    loaded_at timestamp not null, is_reissue boolean not null, is_synthetic boolean not null
);
create table if not exists ledger.loads (
    load_id integer not null, file_id integer not null, extract varchar not null, sheet varchar not null,
    header_row integer not null, period date, row_count bigint not null
);
create table if not exists ledger.load_columns (
    load_id integer not null, column_name varchar not null, column_letters varchar not null, header varchar not null
);
create table if not exists ledger.quarantine (
    file_id integer not null, extract varchar not null, sheet varchar not null, period date, source_row integer,
    cell varchar, rule varchar not null, value varchar
);
create table if not exists ledger.publications (
    publication_id integer not null, annex_month date not null, audience varchar not null, as_of date,
    last_file_id integer not null, published_at timestamp not null, manifest_sha256 varchar not null,
    byte_size bigint not null
);
create table if not exists ledger.publication_loads (
    publication_id integer not null, load_id integer not null, file_id integer not null
);
create table if not exists ledger.publication_definitions (
    publication_id integer not null, kind varchar not null, name varchar not null, sha256 varchar not null
);
create table if not exists ledger.publication_outputs (
    publication_id integer not null, path varchar not null, sha256 varchar not null, byte_size bigint not null
);
create table if not exists ledger.published_figures (
    publication_id integer not null, table_name varchar not null, row_key varchar not null,
    column_name varchar not null, value varchar
);
create table if not exists ledger.definitions (
    name varchar not null, kind varchar not null, sha256 varchar not null, sql varchar not null
);
create table if not exists ledger.column_classes (
    schema_name varchar not null, table_name varchar not null, column_name varchar not null,
    classification varchar not null
);
`;

/**
 * Creates the ledger's tables where they are missing, and labels their columns: all White but the values kept in
 * quarantine, the published figures and the numbers of rows, which are Red, as they can be of any extract: the report of
 * Devices with incomplete post commissioning has a row a Device.
 *
 * @throws {UserError} exit 1, when a table lacks a column: what an earlier Annexa did not record, only the files can say
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { createLedger } from "./ledger.ts";
 * import { rows } from "./rows.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * await createLedger(connection);
 * deepStrictEqual(await rows(connection, "select * from ledger.loads"), []);
 * connection.closeSync();
 * ```
 */
export async function createLedger(connection: DuckDBConnection): Promise<void> {
  await connection.run(LEDGER);
  await refuseEarlierLedger(connection);
  await connection.run(`
    delete from ledger.column_classes where schema_name = 'ledger';
    insert into ledger.column_classes
    select schema_name, table_name, column_name,
        case
            when table_name = 'quarantine' and column_name = 'value' then 'red'
            when table_name = 'loads' and column_name = 'row_count' then 'red'
            when table_name = 'published_figures' and column_name in ('row_key', 'value') then 'red'
            else 'white'
        end
    from duckdb_columns() where schema_name = 'ledger'
    union all
    select 'ledger', table_name, '*', if(table_name = 'published_figures', 'red', 'white')
    from duckdb_tables() where schema_name = 'ledger';
  `);
}

/** A ledger is never altered: a column it gained is unknown for what was loaded before. */
async function refuseEarlierLedger(connection: DuckDBConnection): Promise<void> {
  const existing = await rows(
    connection,
    "select table_name || ' ' || column_name as name from duckdb_columns() where schema_name = 'ledger'",
  );
  const names = new Set(existing.map(({ name }) => String(name)));
  const missing = [...LEDGER.matchAll(/ledger\.(\w+) \(([^)]*)\)/g)].flatMap(([, table, columns]) =>
    columns!.trim().split(/,\s*/).map((column) => `${table} ${column.split(" ")[0]}`)
  ).filter((name) => !names.has(name));
  if (missing.length === 0) return;
  throw new UserError(
    EXIT.failed,
    `Cannot use the warehouse as its ledger is of an earlier Annexa and does not say ${
      missing.map((name) => name.replace(" ", ".")).join(", ")
    }: make it anew from the kept files with \`deno task load --rebuild\``,
  );
}
