import { basename, dirname, join } from "node:path";
import { removeIfThere } from "./remove_if_there.ts";
import { explainFullDisk } from "./full_disk.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { takeWriteLock } from "./write_lock.ts";
import { onExit } from "./on_exit.ts";

/**
 * Puts a new folder in the place of another, whole or not at all: it is filled beside it and renamed. A failure leaves what
 * stood there, and no debris, as does Ctrl-C; what a killed call left is cleared by the next. A link to a folder keeps
 * pointing to it.
 *
 * @param folder Made with its parents when it is not there
 * @param fill Fills the new folder, given its path and the files of the old one, below it with "/"; throws to refuse them.
 * It is put in its place afterwards, or when `fill` calls `swap`: where something that belongs to it follows, and fails,
 * the old one is put back
 * @returns What `fill` returned
 * @throws {UserError} exit 2, when it is a file or cannot be made; exit 3, when another process is rewriting it, or another
 * program keeps a file of the old folder open (Windows); exit 1, when the disk is full
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
  await make(dirname(target), folder);
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
    await make(incoming, folder);
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
 * Clears what a killed {@linkcode rewriteFolder} left, where there is nothing to write that would clear it on the way: the old
 * folder is put back when the new one was not in its place. Costs a look for the lock file when there is nothing to clear.
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
    // Its holder lives.
    if (!(error instanceof UserError && error.exitCode === EXIT.busy)) throw error;
  }
}

async function placesOf(folder: string) {
  const target = await resolveLink(folder);
  const hidden = join(dirname(target), `.${basename(target)}`);
  const [incoming, outgoing] = [`${hidden}.writing`, `${hidden}.replaced`];
  return { target, hidden, incoming, outgoing, clear: () => [incoming, outgoing].forEach(removeIfThere) };
}

// Between the two renames nothing stands at the target: no system has one call that exchanges two folders everywhere. So
// one follows the other without waiting, and no Ctrl-C comes between.
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
        `Cannot replace "${from}" as a file in it is open elsewhere: close it and run again, nothing is lost`,
      );
    }
    throw error;
  }
}

/** A writer killed between its two renames left the old folder aside; any other, what nobody needs. */
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
      throw new UserError(EXIT.wrongUsage, `Cannot write to "${folder}" as it is a file: give a folder`);
    }
    throw error;
  }
  for (const entry of entries) {
    if (entry.isDirectory) yield* filesBelow(join(place, entry.name), `${prefix}${entry.name}/`, folder);
    else yield prefix + entry.name;
  }
}

/** What is replaced is the folder a link leads to. */
async function resolveLink(folder: string): Promise<string> {
  try {
    return await Deno.realPath(folder);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return folder;
    throw error;
  }
}

async function make(path: string, folder: string): Promise<void> {
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (error) {
    const isRefused = error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotADirectory ||
      error instanceof Deno.errors.AlreadyExists;
    if (!isRefused) throw error;
    throw new UserError(EXIT.wrongUsage, `Cannot write to "${folder}" as its folder cannot be made: give another`);
  }
}
