import { isNamed, lockFile } from "./lock_file.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { onExit } from "./on_exit.ts";

/** The one right to write something. Dispose of it to give it back. */
export interface WriteLock extends Disposable {
  /** False when somebody has removed the lock file, so that another writer can be at work. */
  isHeld(): boolean;
}

/**
 * Takes the one right to write a warehouse, or another file or folder: the system's lock on `<path>.lock`, whose text says
 * who holds it. The system drops the lock with its process, so the file of a dead writer is simply taken over.
 *
 * @param path The file; its folder exists
 * @param since What to say about when this process began, in ISO form; nothing when left out
 * @param written What to call it in messages, where the lock has a name of its own
 * @returns Give the right back by disposing it; the lock file is then removed
 * @throws {UserError} exit 3, naming the process that is writing; exit 1, where the file system has no locks
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
  const give = () => file === null ? undefined : release(file, lockPath, isHeld());
  // Before there is a lock file: without a listener a signal ends the process between any two steps.
  using asked = new DisposableStack();
  asked.use(onExit(give));
  file = await lockFile(lockPath);
  if (file === null) {
    const holder = await readHolder(lockPath);
    throw new UserError(
      EXIT.busy,
      `Cannot write "${written}" as ${holder} is writing it: run again when it has ended`,
    );
  }
  try {
    await file.truncate();
    await file.write(new TextEncoder().encode(`process ${Deno.pid}${since === undefined ? "" : `, since ${since}`}\n`));
  } catch {
    // A full disk: the lock holds without its text, which only a message would use.
  }
  const ending = asked.move();
  return {
    isHeld,
    [Symbol.dispose]() {
      give();
      ending[Symbol.dispose]();
    },
  };
}

/** Removed while still locked: a writer that already waits with this file open then finds that it has no name. */
function release(file: Deno.FsFile, lockPath: string, isHeld: boolean): void {
  const closeFirst = Deno.build.os === "windows"; // which cannot remove an open file
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
    return "another process"; // Windows locks the text too; or the holder has just ended.
  }
}
