import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../db/rows.ts";
import type { ArchivedLoad, ArchivedPublication, ArchivedWithdrawal, ArchiveList } from "./archive_list.ts";

/**
 * What a warehouse was made from: every file it has loaded, in the order in which they count, its publications and
 * what was withdrawn. Reads the ledger of any Annexa: an earlier one has no publications or withdrawals.
 *
 * @example
 * ```ts
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { readArchived } from "./read_archived.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * deepStrictEqual(await readArchived(warehouse.connection), { files: [], publications: [], withdrawals: [] });
 * ```
 */
export async function readArchived(connection: DuckDBConnection): Promise<ArchiveList> {
  const files = await rows(
    connection,
    `select files.file_id, files.file_name, files.file_sha256 as sha256, files.byte_size, files.loaded_at,
       files.is_reissue, files.file_id in (select file_id from ledger.quarantine) as is_quarantined,
       min(loads.load_id) as first_load_id
     from ledger.files as files left join ledger.loads as loads on loads.file_id = files.file_id
     group by all order by files.file_id`,
  );
  const [found] = await rows(
    connection,
    `select count(*) filter (where table_name = 'publications') as publications,
       count(*) filter (where table_name = 'withdrawals') as withdrawals
     from duckdb_tables() where schema_name = 'ledger'`,
  );
  const publications = found!.publications === 0 ? [] : await rows(
    connection,
    `select publication_id, published_at, manifest_sha256, byte_size from ledger.publications order by publication_id`,
  );
  const withdrawals = found!.withdrawals === 0 ? [] : await rows(
    connection,
    `select withdrawals.change_id, loads.file_id, loads.extract, loads.sheet, loads.period, withdrawals.changed_at,
       withdrawals.is_undone, withdrawals.why
     from ledger.withdrawals as withdrawals inner join ledger.loads as loads using (load_id)
     order by withdrawals.change_id, withdrawals.load_id`,
  );
  return {
    files: files as unknown as ArchivedLoad[],
    publications: publications as unknown as ArchivedPublication[],
    withdrawals: withdrawals as unknown as ArchivedWithdrawal[],
  };
}
