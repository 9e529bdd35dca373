import { basename, dirname, join } from "node:path";
import { removeIfThere } from "./remove_if_there.ts";
import { explainFullDisk } from "./full_disk.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { takeWriteLock } from "./write_lock.ts";
import { onExit } from "./on_exit.ts";

/**
 * Replaces a folder with a new one, all or nothing.
 *
 * The new folder is filled next to the old one and then renamed. After a failure or Ctrl-C the old folder is unchanged and
 * no debris stays. The next call removes what a killed call left. A symbolic link to a folder stays, and its target is
 * replaced.
 *
 * @param folder The folder; created with its parents when missing
 * @param fill Fills the new folder. It takes the new folder's path and the relative paths in the old folder, with "/".
 * It throws to refuse the old folder. The new folder takes its place when `fill` returns, or earlier when `fill` calls
 * `swap`. If `fill` throws after `swap`, the old folder is put back
 * @returns The result of `fill`
 * @throws {UserError} exit 1, when the disk is full
 * @throws {UserError} exit 2, when `folder` is a file or cannot be created
 * @throws {UserError} exit 3, when another process is rewriting it, or another program has one of its files open (Windows)
 *
 * @example
 * ```ts
 * import { rewriteFolder } from "./rewrite_folder.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * const fill = async (incoming: string, old: readonly string[]) => {
 *   await Deno.writeTextFile(`${incoming}/a.txt`, "a");
 *   return old;
 * };
 * deepStrictEqual(await rewriteFolder(`${folder}/out`, fill), []);
 * deepStrictEqual(await rewriteFolder(`${folder}/out`, fill), ["a.txt"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function rewriteFolder<Filled>(
  folder: string,
  fill: (incoming: string, old: readonly string[], swap: () => void) => Promise<Filled>,
): Promise<Filled> {
  const { target, hidden, incoming, outgoing, clear } = await placesOf(folder);
  await createFolder(dirname(target), folder);
  using _lock = await takeWriteLock(hidden, undefined, folder);
  await restore(target, outgoing);
  using _ending = onExit(clear);
  const old = await Array.fromAsync(filesBelow(target, "", folder));
  let isSwapped = false;
  let takeBack = () => {};
  const swap = () => {
    if (isSwapped) return;
    const hadOne = exchange(target, incoming, outgoing);
    isSwapped = true;
    takeBack = () => {
      Deno.renameSync(target, incoming);
      if (hadOne) Deno.renameSync(outgoing, target);
    };
  };
  try {
    clear();
    await createFolder(incoming, folder);
    const filled = await fill(incoming, old, swap);
    swap();
    return filled;
  } catch (error) {
    takeBack();
    throw explainFullDisk(error, `"${folder}"`);
  } finally {
    clear();
  }
}

/**
 * Cleans up after a killed {@linkcode rewriteFolder}, for a caller that has nothing to write.
 *
 * It puts the old folder back when the new one was not yet in its place. It only looks for the lock file when there is
 * nothing to clean up.
 *
 * @example
 * ```ts
 * import { clearRewrite } from "./rewrite_folder.ts";
 * await clearRewrite("no/such/folder");
 * ```
 */
export async function clearRewrite(folder: string): Promise<void> {
  const { target, hidden, outgoing, clear } = await placesOf(folder);
  if (await Deno.stat(`${hidden}.lock`).then(() => false, () => true)) return;
  try {
    using _lock = await takeWriteLock(hidden, undefined, folder);
    await restore(target, outgoing);
    clear();
  } catch (error) {
    // When another process holds the lock, a rewrite is running and there is nothing to clean up.
    if (!(error instanceof UserError && error.exitCode === EXIT.busy)) throw error;
  }
}

async function placesOf(folder: string) {
  const target = await resolveLink(folder);
  const hidden = join(dirname(target), `.${basename(target)}`);
  const [incoming, outgoing] = [`${hidden}.writing`, `${hidden}.replaced`];
  return { target, hidden, incoming, outgoing, clear: () => [incoming, outgoing].forEach(removeIfThere) };
}

// Between the two renames the target does not exist, because no call exchanges two folders on every system. Both renames
// are synchronous, so that Ctrl-C cannot come between them.
function exchange(target: string, incoming: string, outgoing: string): boolean {
  const hadOne = rename(target, outgoing);
  try {
    Deno.renameSync(incoming, target);
    return hadOne;
  } catch (error) {
    if (hadOne) Deno.renameSync(outgoing, target);
    throw error;
  }
}

function rename(from: string, to: string): boolean {
  try {
    Deno.renameSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.Busy) {
      throw new UserError(
        EXIT.busy,
        `Cannot replace "${from}" because a file in it is open elsewhere: close it and run again, nothing is lost`,
      );
    }
    throw error;
  }
}

/** Puts the old folder back when a writer was killed between its two renames. */
async function restore(target: string, outgoing: string): Promise<void> {
  try {
    await Deno.lstat(target);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) rename(outgoing, target);
    else if (!(error instanceof Deno.errors.NotADirectory)) throw error;
  }
}

async function* filesBelow(place: string, prefix: string, folder: string): AsyncGenerator<string> {
  let entries: Deno.DirEntry[];
  try {
    entries = await Array.fromAsync(Deno.readDir(place));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    if (error instanceof Deno.errors.NotADirectory) {
      throw new UserError(EXIT.wrongUsage, `Cannot write to "${folder}" because it is a file: give a folder`);
    }
    throw error;
  }
  for (const entry of entries) {
    if (entry.isDirectory) yield* filesBelow(join(place, entry.name), `${prefix}${entry.name}/`, folder);
    else yield prefix + entry.name;
  }
}

/** The folder that a symbolic link leads to, because that folder is replaced and not the link. */
async function resolveLink(folder: string): Promise<string> {
  try {
    return await Deno.realPath(folder);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return folder;
    throw error;
  }
}

async function createFolder(path: string, folder: string): Promise<void> {
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (error) {
    const isRefused = error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotADirectory ||
      error instanceof Deno.errors.AlreadyExists;
    if (!isRefused) throw error;
    throw new UserError(EXIT.wrongUsage, `Cannot write to "${folder}" because its folder cannot be made: give another`);
  }
}
