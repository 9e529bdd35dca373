import { dirname } from "node:path";
import { EXIT, UserError } from "../base/user_error.ts";

/** So often can a holder remove or rename a file between another's opening and locking it: more is a file system's fault. */
const ATTEMPTS = 1000;

/**
 * Opens a file to write, made where it is missing, and takes the system's lock on it. The system drops the lock with the
 * process, however that ends: no number of a process, host or moment decides who holds it.
 *
 * @param path Its folder is there
 * @param isPatient Wait for another holder to end
 * @returns Null when another process holds it. Closing the file gives the lock back
 * @throws {UserError} exit 1, where the file system has no locks; exit 2, where this user may not write
 *
 * @example
 * ```ts
 * import { lockFile } from "./lock_file.ts";
 * import { strictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * {
 *   using _file = await lockFile(`${folder}/a`);
 *   strictEqual(await lockFile(`${folder}/a`), null);
 * }
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function lockFile(path: string, isPatient = false): Promise<Deno.FsFile | null> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    // Without waiting, so that Ctrl-C never comes between making the file and its caller's promise to remove it.
    const { file, isOwn } = open(path);
    try {
      if (isPatient) await file.lock(true);
      else if (!file.tryLockSync(true)) {
        file.close();
        return null;
      }
    } catch (error) {
      file.close();
      throw withoutLocks(path, error instanceof Error ? error.message : String(error));
    }
    if (isNamed(file, path)) {
      if (isOwn) return file;
      removeOthers(path);
    }
    file.close(); // Its holder removed or renamed it between our opening and our locking: ours is a file without a name.
  }
  throw withoutLocks(path, "a file is another one each time it is looked at");
}

/** Of another user's file a lock can be had by who may read it. */
function open(path: string): { readonly file: Deno.FsFile; readonly isOwn: boolean } {
  try {
    return { file: Deno.openSync(path, { read: true, write: true, create: true }), isOwn: true };
  } catch (error) {
    if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
    try {
      return { file: Deno.openSync(path), isOwn: false };
    } catch {
      throw forbidden(path);
    }
  }
}

/** What a dead process of another user left. */
function removeOthers(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    throw forbidden(path);
  }
}

function forbidden(path: string): UserError {
  return new UserError(
    EXIT.wrongUsage,
    `Cannot write "${path}" as this user may not: ask for the right to write in "${
      dirname(path)
    }", or give another folder`,
  );
}

function withoutLocks(path: string, reason: string): UserError {
  return new UserError(
    EXIT.failed,
    `Cannot lock "${path}" as its file system has no locks (${reason}): keep what is written on a disk of this machine`,
  );
}

/** Whether a name still leads to an open file: it can have been removed, renamed, or given to another. */
export function isNamed(file: Deno.FsFile, path: string): boolean {
  return file.statSync().ino === inode(path);
}

/** Undefined where there is no such file; null on Windows, where a file that is open keeps its name. */
function inode(path: string): number | null | undefined {
  try {
    return Deno.statSync(path).ino;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
