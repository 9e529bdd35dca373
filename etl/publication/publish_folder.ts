import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename, dirname, join } from "node:path";
import { EXIT, UserError } from "../user_error.ts";
import { lockWarehouse } from "../warehouse/lock_warehouse.ts";

/** A file of a published folder, as its `manifest.json` lists it. */
export interface ManifestFile {
  /** Below the folder, with "/". */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

const MANIFEST = "manifest.json";

/**
 * Puts a folder in place whole or not at all: `work` fills a folder beside it, which gets a `manifest.json` of what is in
 * it and is then renamed. A folder an earlier run made is replaced; a failure leaves it as it was, and no debris; what a
 * killed run left beside it is cleared by the next.
 *
 * @param kind What made the folder, as its manifest says; only a folder of the same kind is replaced
 * @param work Fills the folder; returns what else the manifest says
 * @returns The files, by path
 * @throws {UserError} exit 2, when the folder holds a file that no earlier run wrote, or cannot be made; 3, when another
 * process is writing it or keeps a file of it open (Windows)
 *
 * @example
 * ```ts
 * import { publishFolder } from "./publish_folder.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * const files = await publishFolder(`${folder}/out`, "example", async (draft) => {
 *   await Deno.writeTextFile(`${draft}/a.txt`, "a");
 *   return { audience: "white" };
 * });
 * deepStrictEqual(files.map((file) => file.path), ["a.txt"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function publishFolder(
  folder: string,
  kind: string,
  work: (draft: string) => Promise<Record<string, unknown>>,
): Promise<readonly ManifestFile[]> {
  const target = await Deno.realPath(folder).catch(() => folder);
  await make(dirname(target), folder);
  const hidden = join(dirname(target), `.${basename(target)}`);
  using _lock = await lockWarehouse(hidden, undefined, folder);
  const [incoming, outgoing] = [`${hidden}.writing`, `${hidden}.replaced`];
  // A run killed between its two renames left the old folder aside; any other, what nobody needs.
  if (!await Deno.lstat(target).then(() => true, () => false)) await Deno.rename(outgoing, target).catch(() => {});
  await refuseForeign(target, kind);
  try {
    await remove(incoming);
    await remove(outgoing);
    await make(incoming, folder);
    const about = await work(incoming);
    const files: ManifestFile[] = [];
    for (const path of (await Array.fromAsync(filesBelow(incoming, ""))).sort()) {
      const { size } = await Deno.stat(join(incoming, path));
      files.push({ path, bytes: size, sha256: await sha256(join(incoming, path)) });
    }
    await Deno.writeTextFile(join(incoming, MANIFEST), `${JSON.stringify({ kind, ...about, files }, null, 2)}\n`);
    await swap(target, incoming, outgoing);
    return files;
  } finally {
    await remove(incoming);
    await remove(outgoing);
  }
}

/** The SHA-256 of a file in hexadecimal, read in pieces. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}

async function refuseForeign(target: string, kind: string): Promise<void> {
  const ours = new Set([MANIFEST, ...await listed(target, kind)]);
  for await (const path of filesBelow(target, "")) {
    if (ours.size > 1 && ours.has(path)) continue;
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot replace "${target}" as it holds "${path}", which no earlier ${kind} wrote: move it, or give another folder`,
    );
  }
}

/** What the manifest of an earlier run lists; nothing where there is none. */
async function listed(target: string, kind: string): Promise<string[]> {
  try {
    const manifest = JSON.parse(await Deno.readTextFile(join(target, MANIFEST)));
    return manifest.kind === kind ? manifest.files.map((file: ManifestFile) => file.path) : [];
  } catch {
    return [];
  }
}

async function* filesBelow(folder: string, prefix: string): AsyncGenerator<string> {
  let entries: Deno.DirEntry[];
  try {
    entries = await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    if (error instanceof Deno.errors.NotADirectory) {
      throw new UserError(EXIT.wrongUsage, `Cannot write to "${folder}" as it is a file: give a folder`);
    }
    throw error;
  }
  for (const entry of entries) {
    if (entry.isDirectory) yield* filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`);
    else yield prefix + entry.name;
  }
}

async function make(path: string, folder: string): Promise<void> {
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotADirectory)) throw error;
    throw new UserError(EXIT.wrongUsage, `Cannot write to "${folder}" as its folder cannot be made: give another`);
  }
}

// Between the two renames nothing stands at the target: no system has one call that exchanges two folders everywhere.
async function swap(target: string, incoming: string, outgoing: string): Promise<void> {
  let hadOne = true;
  try {
    await Deno.rename(target, outgoing);
  } catch (error) {
    if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.Busy) {
      throw new UserError(
        EXIT.busy,
        `Cannot replace "${target}" as a file in it is open elsewhere: close it and run again, nothing is lost`,
      );
    }
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    hadOne = false;
  }
  try {
    await Deno.rename(incoming, target);
  } catch (error) {
    if (hadOne) await Deno.rename(outgoing, target);
    throw error;
  }
}

async function remove(folder: string): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
