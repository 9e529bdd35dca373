import type { DuckDBConnection } from "@duckdb/node-api";
import { EXIT, UserError } from "../base/user_error.ts";
import { rows } from "../db/rows.ts";

/**
 * The tables that say where every row came from and what the published views mean. A load is one (file, sheet, period);
 * nothing in the ledger is ever changed or deleted, so that `as_of` can answer as it was known on a day.
 *
 * `column_classes` gives each column's class by schema, table and column, so that any reader can classify a query without
 * the contracts; the column `*` is the class of how many rows there are. Macros stand there as schema `macro`: their
 * `value`, and `*` Red where they count the rows they are called on.
 *
 * `loads.counts_as` says how a load counts. `whole`: its rows take the place of all earlier rows of the period. `added`: its
 * rows join them; where the extract is merged by key, they take the place of earlier rows with the same key. `repeated`:
 * its rows stand already, so that they do not count again.
 *
 * A withdrawal takes a load out from then on, or puts it back (`is_undone`). Files and withdrawals are numbered in one
 * order: `withdrawals.change_id` and `files.file_id` never share a number. `losses` has one row per extract and period
 * of a file that took rows away.
 *
 * `utc_offset_minutes` is what the configured time zone added to UTC at that moment: `loaded_at` is UTC, and a day is the
 * analyst's.
 *
 * A publication is an annex that left the house, as its manifest has it; `published_figures` holds every cell of its
 * tables, `row_key` the JSON of the row's key.
 */
const LEDGER = `
create schema if not exists ledger;
create table if not exists ledger.files (
    file_id integer not null, file_name varchar not null, file_sha256 varchar not null, byte_size bigint not null,
    loaded_at timestamp not null, is_reissue boolean not null, is_synthetic boolean not null,
    utc_offset_minutes integer not null default 0
);
create table if not exists ledger.loads (
    load_id integer not null, file_id integer not null, extract varchar not null, sheet varchar not null,
    header_row integer not null, period date, row_count bigint not null,
    counts_as varchar not null default 'whole'
);
create table if not exists ledger.losses (
    load_id integer not null, rows_before bigint not null, rows_gone bigint not null
);
create table if not exists ledger.withdrawals (
    change_id integer not null, load_id integer not null, changed_at timestamp not null,
    utc_offset_minutes integer not null, is_undone boolean not null, why varchar not null
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
 * Creates the ledger's tables where they are missing, and labels their columns. All are White except four kinds,
 * which are Red because they can be of any extract: the values kept in quarantine, the published figures, the numbers of
 * rows, and why a load was withdrawn.
 *
 * @throws {UserError} exit 1, when a table lacks a column: what an earlier Annexa did not record, only the files can say
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { createLedger } from "./ledger.ts";
 * import { rows } from "../db/rows.ts";
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
            when table_name = 'withdrawals' and column_name = 'why' then 'red'
            when table_name = 'loads' and column_name = 'row_count' then 'red'
            when table_name = 'losses' and column_name in ('rows_before', 'rows_gone') then 'red'
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
    `Cannot use the warehouse because its ledger is of an earlier Annexa and does not say ${
      missing.map((name) => name.replace(" ", ".")).join(", ")
    }: make it anew from the kept files with \`deno task load --rebuild\``,
  );
}
