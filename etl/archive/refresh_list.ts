import { isFullDisk } from "../files/full_disk.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { takeWriteLock } from "../files/write_lock.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { readArchiveList, writeArchiveList } from "./archive_list_file.ts";
import { notCounted } from "./not_counted.ts";
import { readArchived } from "./read_archived.ts";

/**
 * Brings the list beside the kept files up to what the published warehouse was made from. Called after it is published, so
 * that the list never names what a failed or killed writer meant to load; one killed in between is made good by the next
 * load, also of nothing new.
 *
 * Where another process is writing the warehouse, nothing is done: it will do so itself when it has published.
 *
 * @example
 * ```ts ignore
 * await refreshArchiveList("data/archive", "data/warehouse.duckdb");
 * ```
 */
export async function refreshArchiveList(archive: string, warehouse: string): Promise<void> {
  try {
    using _lock = await takeWriteLock(warehouse);
    using published = await openReadOnly(warehouse);
    const made = await readArchived(published.connection);
    const list = { ...made, not_counted: await notCounted(archive, made) };
    const old = await readArchiveList(archive, warehouse).catch(brokenList);
    if (JSON.stringify(old) === JSON.stringify(list)) return;
    await writeArchiveList(archive, warehouse, list);
  } catch (error) {
    if (error instanceof UserError && error.exitCode === EXIT.busy) return;
    // What was loaded is published and stays so; the list is made good when there is room.
    if (isFullDisk(error)) return;
    throw error;
  }
}

/** A list that somebody has edited is written anew, because the warehouse knows better. */
function brokenList(error: unknown): null {
  if (error instanceof UserError) return null;
  throw error;
}
