import { basename, dirname, join } from "node:path";
import { EXIT, UserError } from "../user_error.ts";
import { lockWarehouse } from "../warehouse/lock_warehouse.ts";

/** What becomes of a file that stands in a folder when the folder is replaced. */
export type Fate = "replaced" | "kept" | "foreign";

/**
 * Puts a folder of files in the place of another, whole or not at all: they are written beside it, with copies of what
 * is kept, and renamed. A failure leaves what stood there, and no debris.
 *
 * Nobody else may write in the folder meanwhile: what comes after the copies were made goes with the old folder. Another
 * call for the same folder is refused; what a killed one left beside it is cleared by the next.
 *
 * @param folder Where the files shall stand; made with its parents when it is not there
 * @param files Paths below the folder, with "/", and what they hold
 * @param fateOf What becomes of each path below a folder that is there
 * @throws {UserError} exit 2, when the folder holds a foreign file, or is no folder
 * @throws {UserError} exit 3, when another process is replacing it, or another program keeps a file of the old folder open (Windows)
 */
export async function replaceFolder(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  fateOf: (path: string) => Fate,
): Promise<void> {
  const target = await resolveLink(folder);
  const hidden = join(dirname(target), `.${basename(target)}`);
  const [incoming, outgoing] = [`${hidden}.writing`, `${hidden}.replaced`];
  await Deno.mkdir(dirname(target), { recursive: true });
  using _lock = await lockWarehouse(hidden, undefined, folder);
  // A writer killed between its two renames left the old folder aside; any other, what nobody needs.
  await restore(outgoing, target);
  const kept = await keptFiles(target, fateOf);
  try {
    await removeFolder(incoming);
    await removeFolder(outgoing);
    for (const [path, content] of files) await writeFile(join(incoming, path), content);
    for (const path of kept) await writeFile(join(incoming, path), await Deno.readFile(join(target, path)));
    await swap(target, incoming, outgoing);
  } finally {
    await removeFolder(incoming);
    await removeFolder(outgoing);
  }
}

// Between the two renames nothing stands at the target: no system has one call that exchanges two folders everywhere.
async function swap(target: string, incoming: string, outgoing: string): Promise<void> {
  const hadOne = await rename(target, outgoing);
  try {
    await Deno.rename(incoming, target);
  } catch (error) {
    if (hadOne) await Deno.rename(outgoing, target);
    throw error;
  }
}

async function rename(target: string, outgoing: string): Promise<boolean> {
  try {
    await Deno.rename(target, outgoing);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.Busy) {
      throw new UserError(
        EXIT.busy,
        `Cannot replace "${target}" as a file in it is open elsewhere: close it and run again, nothing is lost`,
      );
    }
    throw error;
  }
}

async function restore(outgoing: string, target: string): Promise<void> {
  try {
    await Deno.lstat(target);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) await rename(outgoing, target);
    else if (!(error instanceof Deno.errors.NotADirectory)) throw error;
  }
}

async function keptFiles(target: string, fateOf: (path: string) => Fate): Promise<string[]> {
  const kept: string[] = [];
  for await (const path of filesBelow(target, "")) {
    const fate = fateOf(path);
    if (fate === "kept") kept.push(path);
    if (fate !== "foreign") continue;
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot replace "${target}" as it holds "${path}", which something else put there: move it, or give another --out`,
    );
  }
  return kept;
}

async function* filesBelow(folder: string, prefix: string): AsyncGenerator<string> {
  let entries: Deno.DirEntry[];
  try {
    entries = await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    if (error instanceof Deno.errors.NotADirectory) {
      throw new UserError(EXIT.wrongUsage, `Cannot write to "${folder}" as it is a file: give a folder with --out`);
    }
    throw error;
  }
  for (const entry of entries) {
    if (entry.isDirectory) yield* filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`);
    else yield prefix + entry.name;
  }
}

/** A link to a folder keeps pointing to it: what is replaced is the folder. */
async function resolveLink(folder: string): Promise<string> {
  try {
    return await Deno.realPath(folder);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return folder;
    throw error;
  }
}

async function writeFile(path: string, content: string | Uint8Array): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
}

async function removeFolder(folder: string): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
