import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";
import { setSession } from "../db/session.ts";
import { createMacros } from "../warehouse/create_macros.ts";
import { openPrivate, openReadOnly, type Warehouse } from "../db/open_warehouse.ts";
import { quoteIdentifier, quoteLiteral } from "../db/quote.ts";
import { rows } from "../db/rows.ts";
import type { ChainView } from "./definition_chain.ts";

/**
 * Opens a session in which a measure can be asked of any part of a warehouse. The published file is attached as
 * `published`, only to read. In memory stand its tables as views of the loads in the table `kept`, which begins empty,
 * and, where {@linkcode rebuildViews} makes them, its views. The session reaches no file and no network.
 *
 * @param path The warehouse
 * @param asOf Answer as it was known at the end of that day (`yyyy-mm-dd`); null: as known now
 * @param audience Whose figures are asked for: what is released to them has its small groups suppressed
 * @throws {UserError} as {@linkcode openReadOnly}
 */
export async function openScratch(
  path: string,
  asOf: string | null,
  audience: Classification,
): Promise<Warehouse> {
  // For its messages: there is no such file, another program writes to it, it is no warehouse.
  (await openReadOnly(path)).close();
  const session = await openPrivate(":memory:", { reads: path });
  try {
    const { connection } = session;
    // A loader keeps little; here a file's rows stand in memory to be asked, and nothing of them on disk.
    await connection.run("set temp_directory = ''; set memory_limit = '2GB'");
    await connection.run(`attach ${quoteLiteral(path)} as published (read_only)`);
    await connection.run("set enable_external_access = false; set lock_configuration = true");
    await setSession(connection, { asOf, audience });
    await mirrorTables(connection);
    await createMacros(
      connection,
      (await rows(connection, "select name, sql from published.ledger.definitions where kind = 'macro' order by name"))
        .map(({ name, sql }) => ({ place: String(name), text: String(sql) })),
    );
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}

/** Which rows of a ledger table belong to the loads kept. */
const LEDGER_FILTERS: Readonly<Record<string, string>> = {
  loads: "where load_id in (select load_id from memory.main.kept)",
  losses: "where load_id in (select load_id from memory.main.kept)",
  withdrawals: "where load_id in (select load_id from memory.main.kept)",
  load_columns: "where load_id in (select load_id from memory.main.kept)",
  files: "where file_id in (select file_id from memory.ledger.loads)",
  quarantine: "where file_id in (select file_id from memory.ledger.loads)",
};

async function mirrorTables(connection: DuckDBConnection): Promise<void> {
  await connection.run("create table kept (load_id integer not null)");
  const tables = await rows(
    connection,
    `select schema_name as schema, table_name as name from duckdb_tables() where database_name = 'published'
     order by schema_name, table_name = 'files', table_name = 'quarantine', table_name`,
  );
  for (const schema of new Set(tables.map((table) => String(table.schema)))) {
    await connection.run(`create schema if not exists ${quoteIdentifier(schema)}`);
  }
  for (const table of tables) {
    const [schema, name] = [String(table.schema), String(table.name)];
    if (schema === "extracts") await filterExtract(connection, name, []);
    else {
      const place = `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
      const filter = schema === "ledger" ? LEDGER_FILTERS[name] ?? "" : "";
      await connection.run(`create view ${place} as select * from published.${place} ${filter}`);
    }
  }
}

/** A column of an extract and the values a row must have one of. */
export interface RowFilter {
  readonly column: string;
  readonly values: readonly string[];
}

/** Shows of an extract the rows of the loads kept, and of those the ones that pass every filter. */
export async function filterExtract(
  connection: DuckDBConnection,
  extract: string,
  filters: readonly RowFilter[],
): Promise<void> {
  const place = `extracts.${quoteIdentifier(extract)}`;
  const conditions = filters.map(({ column, values }) =>
    ` and ${quoteIdentifier(column)} in (${values.map(quoteLiteral).join(", ")})`
  );
  await connection.run(
    `create or replace view ${place} as select * from published.${place}
     where load_id in (select load_id from memory.main.kept)${conditions.join("")}`,
  );
}

/** Shows the rows of these loads, and of no others. */
export async function keepLoads(connection: DuckDBConnection, loadIds: readonly number[]): Promise<void> {
  await connection.run("delete from kept");
  if (loadIds.length > 0) await connection.run(`insert into kept values ${loadIds.map((id) => `(${id})`).join(", ")}`);
}

/** Makes the views of a chain anew, from the text they were published with, over the loads kept. */
export async function rebuildViews(connection: DuckDBConnection, views: readonly ChainView[]): Promise<void> {
  for (const { name, sql } of views) await connection.run(`create view ${quoteIdentifier(name)} as ${sql}`);
}
