import { EXIT, UserError } from "../user_error.ts";

/**
 * Takes the one right to write a warehouse, or another file or folder: an operating system lock on `<path>.lock`, whose text says who holds it. The
 * system drops the lock with its process, so the file of a dead writer is simply taken over.
 *
 * @param path The file; its folder exists
 * @param since What to say about when this process began, in ISO form; nothing when left out
 * @param written What to call it in messages, where the lock has a name of its own
 * @returns Give the right back by disposing it; the lock file is then removed
 * @throws {UserError} exit 3, naming the process that is writing
 *
 * @example
 * ```ts
 * import { lockWarehouse } from "./lock_warehouse.ts";
 * import { rejects } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * {
 *   using _held = await lockWarehouse(`${folder}/a.duckdb`, "2019-08-14T09:00:00");
 *   await rejects(() => lockWarehouse(`${folder}/a.duckdb`, "2019-08-14T09:00:01"), { exitCode: 3 });
 * }
 * await Deno.remove(folder); // empty again
 * ```
 */
export async function lockWarehouse(path: string, since?: string, written = path): Promise<Disposable> {
  const lockPath = `${path}.lock`;
  while (true) {
    const file = await Deno.open(lockPath, { read: true, write: true, create: true });
    if (!await file.tryLock(true)) {
      file.close();
      const holder = await readHolder(lockPath);
      throw new UserError(
        EXIT.busy,
        `Cannot write "${written}" as ${holder} is writing it: run again when it has ended`,
      );
    }
    if ((await file.stat()).ino === await inode(lockPath)) {
      try {
        await file.truncate();
        await file.write(
          new TextEncoder().encode(`process ${Deno.pid}${since === undefined ? "" : `, since ${since}`}\n`),
        );
      } catch {
        // A full disk: the lock holds without its text, which only a message would use.
      }
      return { [Symbol.dispose]: () => release(file, lockPath) };
    }
    file.close(); // Its holder ended and removed it between our opening and our locking: ours is a file without a name.
  }
}

/** Removed while still locked: a writer that already waits with this file open then finds that it has no name. */
function release(file: Deno.FsFile, lockPath: string): void {
  const closeFirst = Deno.build.os === "windows"; // which cannot remove an open file
  if (closeFirst) file.close();
  try {
    Deno.removeSync(lockPath);
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

async function inode(path: string): Promise<number | null | undefined> {
  try {
    return (await Deno.stat(path)).ino;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
