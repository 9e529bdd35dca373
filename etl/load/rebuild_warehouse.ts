import type { DuckDBConnection } from "@duckdb/node-api";
import { archiveBeside } from "../archive/archive_beside.ts";
import type { ArchivedLoad, ArchivedPublication, ArchiveList } from "../archive/archive_list.ts";
import { readArchiveList } from "../archive/archive_list_file.ts";
import { archivedPath } from "../archive/archived_path.ts";
import { ArchiveTransaction } from "../archive/archive_transaction.ts";
import { readArchived } from "../archive/read_archived.ts";
import { refreshArchiveList } from "../archive/refresh_list.ts";
import type { Extract } from "../contract/extract.ts";
import { allExtracts } from "../extracts/all_extracts.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { DamagedError } from "../db/damaged_error.ts";
import { inTransaction } from "../db/in_transaction.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { publishWarehouse } from "../warehouse/publish_warehouse.ts";
import { rows } from "../db/rows.ts";
import { loadFile } from "./load_file.ts";
import type { LoadProgress } from "./load_files.ts";
import { readTableColumns } from "./read_table_columns.ts";
import { momentOf } from "./moment_of.ts";
import { planFile } from "./plan_file.ts";
import { nextChange, recordFile } from "./record_file.ts";
import type { LoadedFile } from "./loaded_file.ts";
import { restoreWithdrawals } from "./withdraw_loads.ts";
import { Standing } from "./standing.ts";
import { readSourceFile, type SourceFile } from "./source_file.ts";

/** What to make anew, and from what. */
export interface RebuildOptions {
  readonly warehouse: string;
  /** The folder `archive` beside the warehouse when left out. */
  readonly archive?: string;
  /** Where to look for a file the archive does not hold, by its bytes. */
  readonly also?: readonly string[];
  /** Enters the publications that the archive keeps. The manifests' room does it, which is above this one. */
  readonly restorePublications: (
    connection: DuckDBConnection,
    archive: string,
    publications: readonly ArchivedPublication[],
  ) => Promise<void>;
  readonly clock: () => Date;
  readonly onProgress?: (progress: LoadProgress) => void;
}

/**
 * Makes a warehouse again from the files in its archive. Order and moments come from its ledger, or from the archive's
 * list when the warehouse cannot be read. All or nothing: the published file is replaced at the end.
 *
 * @returns The names of the files it was made from
 * @throws {UserError} exit 4, when a file is not kept any more or today's contracts reject it; every one is named
 * @throws {UserError} exit 2, when nothing says what the warehouse was made from
 *
 * @example
 * ```ts
 * import { rebuildWarehouse } from "./rebuild_warehouse.ts";
 * import { rejects } from "node:assert/strict";
 * const warehouse = "no/such/warehouse.duckdb";
 * const restorePublications = () => Promise.resolve();
 * await rejects(() => rebuildWarehouse({ warehouse, restorePublications, clock: () => new Date(0) }), { exitCode: 2 });
 * ```
 */
export async function rebuildWarehouse(options: RebuildOptions): Promise<readonly string[]> {
  const archive = options.archive ?? archiveBeside(options.warehouse);
  const list = await readList(options.warehouse, archive);
  const sources = await findSources(list.files, archive, options.also ?? []);
  const work = (connection: DuckDBConnection) =>
    inTransaction(connection, async () => {
      const loaded = await loadAgain(connection, list.files, sources, await allExtracts(), options);
      await recordAgain(connection, list, loaded, options.warehouse);
      await options.restorePublications(connection, archive, list.publications);
      await new ArchiveTransaction(archive, options.warehouse).keep(sources);
      return true;
    });
  await publishWarehouse(options.warehouse, { clock: options.clock, extracts: allExtracts, fromNothing: true }, work);
  await refreshArchiveList(archive, options.warehouse);
  return list.files.map((file) => file.file_name);
}

/** Files and withdrawals in the one order in which they came. */
async function recordAgain(
  connection: DuckDBConnection,
  list: ArchiveList,
  loaded: readonly LoadedFile[],
  warehouse: string,
): Promise<void> {
  let standing = await Standing.read(connection);
  const withdrawals = Map.groupBy(list.withdrawals ?? [], ({ change_id }) => change_id);
  const put = async (next: number) => {
    for (let id = next; withdrawals.has(id); id++) {
      await restoreWithdrawals(connection, withdrawals.get(id)!);
      standing = await Standing.read(connection);
    }
  };
  await put(1);
  for (const [index, { file_id, loaded_at }] of list.files.entries()) {
    const next = await nextChange(connection);
    if (next !== file_id) {
      throw new UserError(
        EXIT.failed,
        `Cannot rebuild "${warehouse}" because the list it is made from does not count its files from 1: ` +
          `file ${file_id} would become ${next}; put back a copy of the list`,
      );
    }
    const options = { acceptsLoss: true, showValues: false, isRebuild: true };
    const plan = await planFile(connection, loaded[index]!, standing, options);
    const moment = await momentOf(connection, new Date(`${loaded_at}Z`));
    await recordFile(connection, loaded[index]!, plan, standing, moment);
    await put(file_id + 1);
  }
}

/** The ledger knows best; without one, the list beside the kept files. */
async function readList(path: string, archive: string): Promise<ArchiveList> {
  let reason: string;
  try {
    using warehouse = await openReadOnly(path);
    const ledgers = await rows(
      warehouse.connection,
      "select 1 from duckdb_tables() where schema_name = 'ledger' and table_name = 'files'",
    );
    if (ledgers.length > 0) return await readArchived(warehouse.connection);
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot rebuild "${path}" because it is a database of another kind: give another --warehouse FILE`,
    );
  } catch (error) {
    const isUnreadable = error instanceof DamagedError ||
      (error instanceof UserError && /^Cannot open/.test(error.message) && error.exitCode !== EXIT.busy);
    if (!isUnreadable) throw error;
    reason = error.message;
  }
  const list = await readArchiveList(archive, path);
  if (list !== null) return list;
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot rebuild "${path}" because nothing says what it was made from: "${archive}" has no list for it, and ${
      reason.replace(/^Cannot open "[^"]*" (?:as|because) /, "").replace(/: run .*$/, "")
    }; load the extracts again with \`deno task load\``,
  );
}

/** Each file where it is kept, known by its bytes; every one that is not is named. */
async function findSources(
  files: readonly ArchivedLoad[],
  archive: string,
  also: readonly string[],
): Promise<SourceFile[]> {
  const elsewhere = new Map<string, SourceFile>();
  const found: SourceFile[] = [];
  const missing: string[] = [];
  for (const { sha256, file_name } of files) {
    let source = await readSourceFile(archivedPath(archive, sha256, file_name)).catch(() => null);
    if (source?.sha256 !== sha256) {
      if (elsewhere.size === 0) {
        for (const path of also) {
          const one = await readSourceFile(path);
          elsewhere.set(one.sha256, one);
        }
      }
      source = elsewhere.get(sha256) ?? null;
    }
    if (source === null) missing.push(`"${file_name}" (SHA-256 ${sha256})`);
    else found.push({ ...source, name: file_name });
  }
  if (missing.length === 0) return found;
  throw new UserError(
    EXIT.inputRejected,
    `Cannot rebuild because "${archive}" does not keep the bytes of ${missing.join(", ")}: put ${
      missing.length === 1 ? "the file" : "the files"
    } in the inbox, whatever the name, and run again`,
  );
}

/** Reads the files in the order in which they were read first, so that loads keep their ids. */
async function loadAgain(
  connection: DuckDBConnection,
  files: readonly ArchivedLoad[],
  sources: readonly SourceFile[],
  extracts: readonly Extract[],
  options: RebuildOptions,
): Promise<LoadedFile[]> {
  const tableColumns = await readTableColumns(connection);
  const loaded: LoadedFile[] = [];
  const messages: string[] = [];
  let nextLoadId = 1;
  const order = [...files.keys()].sort((left, right) => files[left]!.first_load_id - files[right]!.first_load_id);
  for (const [place, index] of order.entries()) {
    const [record, file] = [files[index]!, sources[index]!];
    const onRows = (rows: number) =>
      options.onProgress?.({ name: file.name, place: place + 1, files: files.length, rows });
    onRows(0);
    const result = await loadFile(connection, file, {
      extracts,
      firstLoadId: Math.max(nextLoadId, record.first_load_id),
      tableColumns,
      quarantine: record.is_quarantined,
      showValues: false,
      onRows,
    });
    if (result.loads.length === 0) messages.push(...result.messages);
    else nextLoadId = result.loads.at(-1)!.loadId + 1;
    loaded[index] = { file, result: { ...result, isReissue: record.is_reissue } };
  }
  if (messages.length > 0) {
    throw new UserError(
      EXIT.inputRejected,
      `Cannot rebuild because today's contracts reject what was loaded before\n${messages.join("\n")}`,
    );
  }
  return loaded;
}
