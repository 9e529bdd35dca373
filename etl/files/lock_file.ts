import { dirname } from "node:path";
import { EXIT, UserError } from "../base/user_error.ts";

/** The attempts before the file system counts as faulty. Another process may remove or rename the file between our open and lock. */
const ATTEMPTS = 1000;

/**
 * Opens or creates a file for writing and takes the system's lock on it.
 *
 * The system releases the lock when the process ends, however it ends. No process id, host name or time decides who holds
 * the lock.
 *
 * @param path A file whose folder exists
 * @param isPatient True to wait until another holder releases the lock
 * @returns Null when another process holds the lock. Close the file to release the lock
 * @throws {UserError} exit 1, when the file system has no locks; exit 2, when this user may not write
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
    // Open and lock without `await`, so that Ctrl-C cannot come before the caller knows that it must remove the file.
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
    file.close(); // Its holder removed or renamed it between our open and our lock, so our file has no name.
  }
  throw withoutLocks(path, "the file is a different one at every look");
}

/** Opens the file only for reading when it belongs to another user. That is enough for a lock. */
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

/** Removes the file that a dead process of another user left. */
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
    `Cannot write "${path}" because this user may not: ask for the right to write in "${
      dirname(path)
    }", or give another folder`,
  );
}

function withoutLocks(path: string, reason: string): UserError {
  return new UserError(
    EXIT.failed,
    `Cannot lock "${path}" because its file system has no locks (${reason}): keep what is written on a disk of this machine`,
  );
}

/** Whether a path still names an open file. The file may have been removed, renamed or replaced. */
export function isNamed(file: Deno.FsFile, path: string): boolean {
  return file.statSync().ino === inode(path);
}

/** Undefined when the file does not exist; null on Windows, which does not rename or remove open files. */
function inode(path: string): number | null | undefined {
  try {
    return Deno.statSync(path).ino;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
