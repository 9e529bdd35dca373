import type { DuckDBConnection } from "@duckdb/node-api";
import { basename, dirname, join } from "node:path";
import type { Extract } from "../contract/extract.ts";
import { explainFullDisk } from "../files/full_disk.ts";
import { syncFolder } from "../files/sync_folder.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { onExit } from "../files/on_exit.ts";
import { checkBlocks } from "./check_blocks.ts";
import { clearCopy } from "./clear_copy.ts";
import { type Definition, readDefinitions } from "./definitions.ts";
import { isCurrent } from "./is_current.ts";
import { takeWriteLock } from "../files/write_lock.ts";
import { openPrivate } from "../db/open_warehouse.ts";
import { prepareWarehouse } from "./prepare_warehouse.ts";
import { refuseQuestionMark } from "../db/refuse_question_mark.ts";
import { rows } from "../db/rows.ts";
import { SPILL } from "../db/spill_folder.ts";

/** So long can a commit take to make its log, in milliseconds. */
const COMMIT_MS = 30;

/** What {@linkcode publishWarehouse} needs to know. */
export interface PublishOptions {
  /** The current moment: nothing else in the warehouse reads a clock. */
  readonly clock: () => Date;
  /** The contracts, asked for only when the warehouse does not hold the present definitions. */
  readonly extracts: () => Promise<readonly Extract[]>;
  /** The project's own when left out. */
  readonly definitions?: readonly Definition[];
  /** Begin with an empty warehouse instead of a copy of the published one, which is then replaced whole. */
  readonly fromNothing?: boolean;
  /** Publish nothing: `work` is done on the copy, which is then removed. */
  readonly isDryRun?: boolean;
  /** Called when the new warehouse is whole and on disk, just before it takes its place; when it throws, none does. */
  readonly beforeRename?: () => void;
}

/**
 * Publishes a changed warehouse in one step. It takes the write lock and copies the published file. It brings tables,
 * reference data and views up to date in the copy, and runs `work` on it. Then it forces the copy to disk and renames
 * it over the published file.
 *
 * After a failure or a kill, the published file is unchanged. Ctrl-C leaves no other file. The next writer clears the
 * files of a killed one.
 *
 * @param path The warehouse file, created with its folder where missing
 * @param work Writes to the copy; true when it changed something
 * @returns Whether a new warehouse was published: when `work` changed something, or the published definitions were old
 * @throws {UserError} exit 3 when another process is writing; 1 when the disk is full or another program left changes
 * @throws {DamagedError} exit 1, when any block of the published file is damaged
 *
 * @example
 * ```ts
 * import { publishWarehouse } from "./publish_warehouse.ts";
 * import { strictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * const options = { clock: () => new Date(0), extracts: () => Promise.resolve([]), definitions: [] };
 * strictEqual(await publishWarehouse(`${folder}/a.duckdb`, options, () => Promise.resolve(true)), true);
 * strictEqual(await publishWarehouse(`${folder}/a.duckdb`, options, () => Promise.resolve(false)), false);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function publishWarehouse(
  path: string,
  options: PublishOptions,
  work: (connection: DuckDBConnection) => Promise<boolean>,
): Promise<boolean> {
  refuseQuestionMark(path, "write", "give another --warehouse FILE");
  using made = new DisposableStack();
  if (options.isDryRun && await isMissing(dirname(path))) made.defer(() => removeEmpty(dirname(path)));
  await Deno.mkdir(dirname(path), { recursive: true });
  const target = await followLinks(path);
  using lock = await takeWriteLock(target, options.clock().toISOString().slice(0, 19));
  const copy = `${target}.next`;
  // Where somebody has removed the lock by hand, the copy can be another writer's by now.
  const clear = () => lock.isHeld() && clearCopy(copy);
  clear();
  using _ending = onExit(() => {
    clear();
    // A commit that DuckDB's thread is in the middle of can make its log just now.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, COMMIT_MS);
    clear();
  });
  await clearSpills(target, options.clock());
  try {
    // A query reads some blocks only, and the damage in others would be published again as if it were new. The check
    // runs beside the copying and the work, because it reads the whole file.
    const checked = options.fromNothing === true ? Promise.resolve() : checkPublished(target, path);
    const isThere = options.fromNothing === true ? false : await copyPublished(target, copy);
    const { isChanged, isPrepared } = await writeCopy(copy, path, options, work).catch(async (error) => {
      // Other errors can come from the damage.
      await (error instanceof UserError ? checked.catch(() => {}) : checked);
      throw error;
    });
    await checked;
    if (options.isDryRun || (!isChanged && (isPrepared || !isThere))) return false;
    if (!lock.isHeld()) {
      throw new UserError(
        EXIT.busy,
        `Cannot write "${path}" because somebody removed "${target}.lock" while it was written, and another process can be ` +
          "writing it: run again, and leave the lock to its process",
      );
    }
    await flush(copy);
    await refuseForeignChanges(target);
    options.beforeRename?.();
    await rename(copy, target);
    return true;
  } catch (error) {
    throw explainFullDisk(error, `"${path}"`, "make room for a second copy of it and run again; it is unchanged");
  } finally {
    clear();
  }
}

async function isMissing(folder: string): Promise<boolean> {
  return await Deno.stat(folder).then(() => false, () => true);
}

function removeEmpty(folder: string): void {
  try {
    Deno.removeSync(folder);
  } catch {
    // Another program has put something there.
  }
}

async function writeCopy(
  copy: string,
  path: string,
  options: PublishOptions,
  work: (connection: DuckDBConnection) => Promise<boolean>,
): Promise<{ readonly isChanged: boolean; readonly isPrepared: boolean }> {
  // Rows appended go to disk as they fill a row group, and what a query needs beyond this spills beside the copy.
  // An appender works in one thread; a second only looks for work, which costs a tenth of a load's CPU.
  using warehouse = await openPrivate(copy, { memoryLimit: "160MB", threads: 1, reads: path });
  const { connection } = warehouse;
  const definitions = options.definitions ?? await readDefinitions();
  const isPrepared = await isCurrent(connection, definitions);
  if (!isPrepared) await refuseForeignDatabase(connection, copy);
  if (!isPrepared) await prepareWarehouse(connection, await options.extracts(), definitions);
  const isChanged = await work(connection);
  // Closing leaves a write-ahead log now and then; after a checkpoint nothing is in it.
  await connection.run("force checkpoint");
  return { isChanged, isPrepared };
}

function checkPublished(target: string, path: string): Promise<void> {
  const checking = checkBlocks(target, path).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  checking.catch(() => {}); // The writer hears of it when its work has ended.
  return checking;
}

/** @returns False when there is no published file yet */
async function copyPublished(target: string, copy: string): Promise<boolean> {
  await refuseForeignChanges(target);
  try {
    await Deno.copyFile(target, copy);
    await Deno.chmod(copy, 0o644).catch(() => {}); // A published file marked read-only must not stop its own successor.
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Bringing views up to date drops those nobody defines any more: not to be done to somebody else's database. */
async function refuseForeignDatabase(connection: DuckDBConnection, copy: string): Promise<void> {
  const [found] = await rows(
    connection,
    `select (select count(*) from duckdb_tables() where not internal)
       + (select count(*) from duckdb_views() where not internal) as things,
       (select count(*) from duckdb_tables() where schema_name = 'ledger' and table_name = 'definitions') as ledgers`,
  );
  if (found!.things === 0 || found!.ledgers === 1) return;
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot write "${
      copy.slice(0, -".next".length)
    }" because it is a database of another kind: give another --warehouse FILE`,
  );
}

/** A write-ahead log beside the published file is another program's, and DuckDB would replay it into the new file. */
async function refuseForeignChanges(target: string): Promise<void> {
  try {
    await Deno.lstat(`${target}.wal`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  throw new UserError(
    EXIT.failed,
    `Cannot write "${target}" because "${target}.wal" holds changes another program made to it: close that program, or ` +
      `remove the .wal file to drop its changes`,
  );
}

/** The file and then its folder's entry on disk: after a power cut, either warehouse is whole. */
async function flush(copy: string): Promise<void> {
  using file = await Deno.open(copy, { read: true, write: true });
  await file.sync();
}

async function rename(copy: string, target: string): Promise<void> {
  for (let attempt = 1;; attempt++) {
    try {
      Deno.renameSync(copy, target); // Without waiting: no Ctrl-C comes between it and `beforeRename`.
      break;
    } catch (error) {
      // Windows refuses while a reader has the file open.
      if (!(error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.Busy)) throw error;
      if (attempt === 5) {
        throw new UserError(
          EXIT.busy,
          `Cannot replace "${target}" because a program has it open: close notebooks and shells that read it and run again`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  await syncFolder(dirname(target));
}

/** What readers that were killed had spilled: no query takes a day. */
async function clearSpills(target: string, now: Date): Promise<void> {
  const prefix = basename(target) + SPILL;
  for await (const { name } of Deno.readDir(dirname(target))) {
    if (!name.startsWith(prefix)) continue;
    const path = join(dirname(target), name);
    const found = await Deno.stat(path).catch(() => null); // A reader can end meanwhile.
    const age = found === null ? 0 : now.getTime() - (found.mtime?.getTime() ?? 0);
    if (age > 86_400_000) await Deno.remove(path, { recursive: true });
  }
}

/** A warehouse reached through a symbolic link is replaced where it is, not where the link is. */
async function followLinks(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path;
    throw error;
  }
}
