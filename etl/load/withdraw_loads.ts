import { type DuckDBConnection, DuckDBTimestampValue } from "@duckdb/node-api";
import { basename } from "node:path";
import { archiveBeside } from "../archive/archive_beside.ts";
import type { ArchivedWithdrawal } from "../archive/archive_list.ts";
import { refreshArchiveList } from "../archive/refresh_list.ts";
import { allExtracts } from "../extracts/all_extracts.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { inTransaction } from "../db/in_transaction.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { publishWarehouse } from "../warehouse/publish_warehouse.ts";
import { rows } from "../db/rows.ts";
import { momentOf } from "./moment_of.ts";
import { type LoadMoment, nextChange } from "./record_file.ts";
import { readSourceFile } from "./source_file.ts";

/** What to take out, or to put back. */
export interface WithdrawOptions {
  readonly warehouse: string;
  /** The folder `archive` beside the warehouse when left out. */
  readonly archive?: string;
  /** The number of a load, or a file: its name, or a path to its bytes. */
  readonly what: string;
  readonly why: string;
  /** Put it back instead. */
  readonly undo: boolean;
  readonly clock: () => Date;
}

/** A load that was taken out or put back. */
export interface WithdrawnLoad {
  readonly load_id: number;
  readonly file_name: string;
  readonly extract: string;
  /** The first day of the month or quarter, `yyyy-mm-dd`; null where a file is the whole list. */
  readonly period: string | null;
  readonly rows: number;
  /** The files whose rows stand for the period now. */
  readonly standing: readonly string[];
}

/**
 * Takes loads out from now on, or puts them back. Their rows stay, so that `as_of` answers with them for the days before.
 * What they had replaced counts again. The ledger and the archive's list record it.
 *
 * @throws {UserError} exit 2, when there is no such load, when a name stands for several files, or when it is withdrawn
 * already (or is not, to undo); else as {@linkcode publishWarehouse}
 *
 * @example
 * ```ts
 * import { withdrawLoads } from "./withdraw_loads.ts";
 * import { rejects } from "node:assert/strict";
 * const options = { what: "1", why: "a wrong month", undo: false, clock: () => new Date(0) };
 * await rejects(() => withdrawLoads({ ...options, warehouse: "no/such.duckdb" }), { exitCode: 2 });
 * ```
 */
export async function withdrawLoads(options: WithdrawOptions): Promise<readonly WithdrawnLoad[]> {
  (await openReadOnly(options.warehouse)).close(); // There must be one: publishing would make it.
  let withdrawn: readonly WithdrawnLoad[] = [];
  const work = async (connection: DuckDBConnection) => {
    const found = await findLoads(connection, options);
    const moment = await momentOf(connection, options.clock());
    const id = await nextChange(connection);
    for (const { load_id } of found) await insert(connection, id, load_id, moment, options.undo, options.why);
    withdrawn = await describe(connection, found);
    return true;
  };
  try {
    await publishWarehouse(
      options.warehouse,
      { clock: options.clock, extracts: allExtracts },
      (connection) => inTransaction(connection, () => work(connection)),
    );
  } finally {
    // Also where it is withdrawn already: a run that was killed after it published has not come to this.
    await refreshArchiveList(options.archive ?? archiveBeside(options.warehouse), options.warehouse);
  }
  return withdrawn;
}

/**
 * Writes withdrawals into the ledger again, as an archive's list has them.
 *
 * @param withdrawals Of one change
 * @throws {UserError} exit 4, when a file has no such load any more
 *
 * @example
 * ```ts ignore
 * await restoreWithdrawals(connection, list.withdrawals);
 * ```
 */
export async function restoreWithdrawals(
  connection: DuckDBConnection,
  withdrawals: readonly ArchivedWithdrawal[],
): Promise<void> {
  for (const { change_id, file_id, extract, sheet, period, changed_at, is_undone, why } of withdrawals) {
    const [load] = await rows(
      connection,
      `select load_id from ledger.loads
       where file_id = $1 and extract = $2 and sheet = $3 and period is not distinct from $4::date`,
      [file_id, extract, sheet, period],
    );
    if (load === undefined) {
      throw new UserError(
        EXIT.inputRejected,
        `Cannot rebuild because file ${file_id} has no load of ${extract}${
          period === null ? "" : ` ${period.slice(0, 7)}`
        } on sheet "${sheet}" to withdraw: its contract reads it otherwise now`,
      );
    }
    const moment = await momentOf(connection, new Date(`${changed_at}Z`));
    await insert(connection, change_id, load.load_id as number, moment, is_undone, why);
  }
}

async function insert(
  connection: DuckDBConnection,
  id: number,
  loadId: number,
  { at, utcOffsetMinutes }: LoadMoment,
  isUndone: boolean,
  why: string,
): Promise<void> {
  const changedAt = new DuckDBTimestampValue(BigInt(at.getTime()) * 1000n);
  await connection.run("insert into ledger.withdrawals values ($1, $2, $3, $4, $5, $6)", [
    id,
    loadId,
    changedAt,
    utcOffsetMinutes,
    isUndone,
    why,
  ]);
}

interface FoundLoad {
  readonly load_id: number;
  readonly file_id: number;
  readonly file_name: string;
  readonly extract: string;
  readonly period: string | null;
  readonly row_count: number;
  readonly is_withdrawn: boolean;
}

async function findLoads(connection: DuckDBConnection, { what, undo }: WithdrawOptions): Promise<FoundLoad[]> {
  const fail = (reason: string) =>
    new UserError(EXIT.wrongUsage, `Cannot ${undo ? "put back" : "withdraw"} "${what}" because ${reason}`);
  const list = 'list them with `deno task sql "select load_id, file_name, extract, period from load_history"`';
  const isNumber = /^\d{1,9}$/.test(what);
  const hash = isNumber ? null : await readSourceFile(what).then(({ sha256 }) => sha256, () => null);
  const all = (await rows(
    connection,
    `select loads.load_id, files.file_id, files.file_name, files.file_sha256, loads.extract, loads.period,
       loads.row_count, loads.load_id in (select load_id from withdrawn_loads) as is_withdrawn
     from ledger.loads as loads inner join ledger.files as files using (file_id) order by loads.load_id`,
  )) as unknown as (FoundLoad & { readonly file_sha256: string })[];
  let found = all.filter((load) => isNumber ? load.load_id === Number(what) : load.file_sha256 === hash);
  if (!isNumber && found.length === 0) {
    const name = basename(what.replaceAll("\\", "/"));
    found = all.filter((load) => load.file_name === name);
    const open = found.filter((load) => load.is_withdrawn === undo);
    if (open.length > 0) found = open;
    if (new Set(found.map(({ file_id }) => file_id)).size > 1) {
      const loads = found.map(({ load_id }) => load_id).join(", ");
      throw fail(`several files of that name were loaded: give one of their loads, ${loads}, instead of the name`);
    }
  }
  if (found.length === 0) throw fail(`no such ${isNumber ? "load" : "file"} is in the warehouse: ${list}`);
  const open = found.filter((load) => load.is_withdrawn === undo);
  if (open.length === 0) throw fail(undo ? "it is not withdrawn" : "it is withdrawn already: --undo puts it back");
  return open;
}

async function describe(connection: DuckDBConnection, found: readonly FoundLoad[]): Promise<WithdrawnLoad[]> {
  const described: WithdrawnLoad[] = [];
  for (const { load_id, file_name, extract, period, row_count } of found) {
    const standing = await rows(
      connection,
      `select distinct files.file_id, files.file_name from current_loads as loads inner join known_files as files using (file_id)
       where loads.extract = $1 and loads.period is not distinct from $2::date order by files.file_id`,
      [extract, period],
    );
    described.push({
      load_id,
      file_name,
      extract,
      period,
      rows: Number(row_count),
      standing: standing.map((file) => String(file.file_name)),
    });
  }
  return described;
}
