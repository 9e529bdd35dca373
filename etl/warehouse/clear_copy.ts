import { removeIfThere } from "../files/remove_if_there.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { takeWriteLock } from "../files/write_lock.ts";

/**
 * Removes a writer's private copy of a warehouse, its write-ahead log and DuckDB's spill folder, where they are there.
 *
 * @param copy The copy's file; the caller holds the warehouse's lock
 *
 * @example
 * ```ts
 * import { clearCopy } from "./clear_copy.ts";
 * clearCopy("no/such.duckdb.next");
 * ```
 */
export function clearCopy(copy: string): void {
  for (const path of [copy, `${copy}.wal`, `${copy}.tmp`]) removeIfThere(path);
}

/**
 * Clears what a killed writer left beside a warehouse, where a call has nothing to write that would clear it on the way.
 * Costs a look for its lock and its log when there is nothing to clear.
 *
 * @param target The warehouse file
 *
 * @example
 * ```ts
 * import { clearAfterKill } from "./clear_copy.ts";
 * await clearAfterKill("no/such.duckdb");
 * ```
 */
export async function clearAfterKill(target: string): Promise<void> {
  const left = [`${target}.lock`, `${target}.next.wal`].map((path) => Deno.stat(path).then(() => true, () => false));
  if (!(await Promise.all(left)).includes(true)) return;
  try {
    using _lock = await takeWriteLock(target);
    clearCopy(`${target}.next`);
  } catch (error) {
    // Its holder lives.
    if (!(error instanceof UserError && error.exitCode === EXIT.busy)) throw error;
  }
}
