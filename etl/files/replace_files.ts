import { dirname } from "node:path";
import { writeAtomic } from "./write_atomic.ts";

/**
 * Writes text files that belong together, and creates their missing folders.
 *
 * All files are complete on disk before the first one is renamed into place, so that a full disk leaves the old files.
 * The first file is renamed last: make it the one that lists the others.
 *
 * @param files The content by path
 * @throws {UserError} exit 3, when another process is writing one of them; exit 1, when the disk is full
 *
 * @example
 * ```ts
 * import { replaceFiles } from "./replace_files.ts";
 * import { strictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * await replaceFiles(new Map([[`${folder}/a/b.txt`, "c"], [`${folder}/a/d.txt`, "e"]]));
 * strictEqual(await Deno.readTextFile(`${folder}/a/d.txt`), "e");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function replaceFiles(files: ReadonlyMap<string, string>): Promise<void> {
  await writeInTurn([...files]);
}

/** Writes the others while the first has its content but not yet its name. */
async function writeInTurn([first, ...others]: readonly (readonly [path: string, text: string])[]): Promise<void> {
  if (first === undefined) return;
  const [path, text] = first;
  await Deno.mkdir(dirname(path), { recursive: true });
  const bytes = new TextEncoder().encode(text);
  await writeAtomic(path, async (file) => {
    for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
    if (others.length > 0) await file.sync();
    await writeInTurn(others);
  });
}
