import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { listFiles } from "../files/list_files.ts";
import { rewriteFolder } from "../files/rewrite_folder.ts";
import { EXIT, UserError } from "../base/user_error.ts";

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
 * import { writeFolder } from "./write_folder.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * const files = await writeFolder(`${folder}/out`, "example", async (draft) => {
 *   await Deno.writeTextFile(`${draft}/a.txt`, "a");
 *   return { audience: "white" };
 * });
 * deepStrictEqual(files.map((file) => file.path), ["a.txt"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeFolder(
  folder: string,
  kind: string,
  work: (draft: string) => Promise<Record<string, unknown>>,
): Promise<readonly ManifestFile[]> {
  return await rewriteFolder(folder, async (incoming, old) => {
    await refuseForeign(folder, kind, old);
    const about = await work(incoming);
    const files: ManifestFile[] = [];
    for (const path of await listFiles(incoming)) {
      const { size } = await Deno.stat(join(incoming, path));
      files.push({ path, bytes: size, sha256: await sha256(join(incoming, path)) });
    }
    await Deno.writeTextFile(join(incoming, MANIFEST), `${JSON.stringify({ kind, ...about, files }, null, 2)}\n`);
    return files;
  });
}

/** The SHA-256 of a file in hexadecimal, read in pieces. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}

async function refuseForeign(folder: string, kind: string, old: readonly string[]): Promise<void> {
  const ours = new Set(await listed(folder, kind));
  const foreign = old.find((path) => ours.size === 0 || !(path === MANIFEST || ours.has(path)));
  if (foreign === undefined) return;
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot replace "${folder}" because it holds "${foreign}", which no earlier ${kind} wrote: move it, or give another folder`,
  );
}

/** What the manifest of an earlier run lists; nothing where there is none. */
async function listed(folder: string, kind: string): Promise<string[]> {
  try {
    const manifest = JSON.parse(await Deno.readTextFile(join(folder, MANIFEST)));
    return manifest.kind === kind ? manifest.files.map((file: ManifestFile) => file.path) : [];
  } catch {
    return [];
  }
}
