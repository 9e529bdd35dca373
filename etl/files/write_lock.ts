import { isNamed, lockFile } from "./lock_file.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { onExit } from "./on_exit.ts";

/** The only right to write something. Dispose of it to release the lock. */
export interface WriteLock extends Disposable {
  /** False when somebody has removed the lock file, because another process may then be writing. */
  isHeld(): boolean;
}

/**
 * Takes the only right to write a warehouse or another file or folder.
 *
 * It is the system's lock on `<path>.lock`, a file that names the holder. The system releases the lock when the process
 * ends, so the next writer takes over the lock file of a dead one.
 *
 * @param path A file whose folder exists
 * @param since Start time of this process in ISO form, for messages; left out of them by default
 * @param written The name in messages, when it differs from `path`
 * @returns Dispose of it to release the lock and remove the lock file
 * @throws {UserError} exit 1, when the file system has no locks; exit 3 with the name of the holder, when another process
 * is writing
 *
 * @example
 * ```ts
 * import { takeWriteLock } from "./write_lock.ts";
 * import { rejects } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * {
 *   using _held = await takeWriteLock(`${folder}/a.duckdb`, "2019-08-14T09:00:00");
 *   await rejects(() => takeWriteLock(`${folder}/a.duckdb`, "2019-08-14T09:00:01"), { exitCode: 3 });
 * }
 * await Deno.remove(folder); // empty again
 * ```
 */
export async function takeWriteLock(path: string, since?: string, written = path): Promise<WriteLock> {
  const lockPath = `${path}.lock`;
  let file: Deno.FsFile | null = null;
  const isHeld = () => file !== null && isNamed(file, lockPath);
  const giveBack = () => file === null ? undefined : release(file, lockPath, isHeld());
  // Registered before the lock file exists, because a signal without a listener ends the process between any two steps.
  using pending = new DisposableStack();
  pending.use(onExit(giveBack));
  file = await lockFile(lockPath);
  if (file === null) {
    const holder = await readHolder(lockPath);
    throw new UserError(
      EXIT.busy,
      `Cannot write "${written}" because ${holder} is writing it: run again when it has ended`,
    );
  }
  try {
    await file.truncate();
    await file.write(new TextEncoder().encode(`process ${Deno.pid}${since === undefined ? "" : `, since ${since}`}\n`));
  } catch {
    // On a full disk the lock still holds. Only messages use its text.
  }
  const registration = pending.move();
  return {
    isHeld,
    [Symbol.dispose]() {
      giveBack();
      registration[Symbol.dispose]();
    },
  };
}

/** Removes the file while it is still locked. A writer that waits with this file open then sees that it has no name. */
function release(file: Deno.FsFile, lockPath: string, isHeld: boolean): void {
  const closeFirst = Deno.build.os === "windows"; // Windows cannot remove an open file.
  if (closeFirst) file.close();
  try {
    if (isHeld) Deno.removeSync(lockPath);
  } catch (error) {
    if (!closeFirst) throw error;
  } finally {
    if (!closeFirst) file.close();
  }
}

async function readHolder(lockPath: string): Promise<string> {
  try {
    return (await Deno.readTextFile(lockPath)).trim() || "another process";
  } catch {
    return "another process"; // The holder has just ended, or Windows has locked the text, too.
  }
}
