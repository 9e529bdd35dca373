import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../contract/extract.ts";
import { appendTexts } from "../db/append_texts.ts";
import { buildViews } from "./build_views.ts";
import { type Definition, readDefinitions } from "./definitions.ts";
import { createExtractTables } from "./extract_table.ts";
import { inTransaction } from "../db/in_transaction.ts";
import { createLedger } from "./ledger.ts";
import { loadReference } from "./load_reference.ts";

/**
 * Makes a database a warehouse, or brings one up to date: ledger, a table an extract, reference data, macros and views,
 * in one transaction. Loaded rows stay. Needs a connection that may read files.
 *
 * @param extracts The contracts whose tables to have
 * @param definitions Reference data, macros and queries; the project's own when left out
 * @throws {UserError} exit 1, naming the file that cannot be used; the database is then as it was
 *
 * @example
 * ```ts
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { prepareWarehouse } from "./prepare_warehouse.ts";
 * using warehouse = await openPrivate(":memory:");
 * await prepareWarehouse(warehouse.connection, [], []);
 * ```
 */
export async function prepareWarehouse(
  connection: DuckDBConnection,
  extracts: readonly Extract[],
  definitions?: readonly Definition[],
): Promise<void> {
  const files = definitions ?? await readDefinitions();
  await inTransaction(connection, async () => {
    await createLedger(connection);
    await createExtractTables(connection, extracts);
    await loadReference(connection, files);
    const built = await buildViews(connection, files, extracts);
    await connection.run("delete from ledger.definitions");
    const texts = built.map(({ name, kind, sha256, text }) => [name, kind, sha256, text]);
    await appendTexts(connection, "ledger", "definitions", texts);
    return true;
  });
}
