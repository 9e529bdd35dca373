import { join } from "node:path";
import { readSourceFile, type SourceFile } from "../load/source_file.ts";

/** A file of the ledger to look for. */
export interface WantedFile {
  readonly name: string;
  /** Of its bytes when it was loaded, in hexadecimal. */
  readonly sha256: string;
  readonly byteSize: number;
}

/** Where a file is now. */
export interface FoundFile {
  readonly wanted: WantedFile;
  /** The file whose bytes are those that were loaded, by the name it had then; null when there is none. */
  readonly file: SourceFile | null;
  /** Files that have its name and other bytes. */
  readonly namesakes: readonly string[];
}

/**
 * Looks for source files by their bytes, in folders and the folders in them: first one of the right name, then one kept by
 * its hash, then any.
 *
 * @param folders Those that are not there are passed over
 *
 * @example
 * ```ts
 * import { findSourceFiles } from "./find_source_files.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/july.csv`, "abd");
 * // The SHA-256 of "abc" (FIPS 180-2, B.1).
 * const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
 * const [found] = await findSourceFiles([{ name: "july.csv", sha256, byteSize: 3 }], [folder]);
 * deepStrictEqual([found?.file, found?.namesakes.length], [null, 1]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function findSourceFiles(
  wanted: readonly WantedFile[],
  folders: readonly string[],
): Promise<FoundFile[]> {
  const paths = [...new Set((await Promise.all(folders.map(filesBelow))).flat())];
  const found: FoundFile[] = [];
  for (const one of wanted) {
    const named = paths.filter((path) => nameOf(path) === one.name);
    let file: SourceFile | null = null;
    const kept = paths.filter((path) => nameOf(path).startsWith(one.sha256));
    for (const path of new Set([...named, ...kept, ...paths])) {
      if ((await Deno.stat(path).catch(() => null))?.size !== one.byteSize) continue;
      const source = await readSourceFile(path);
      if (source.sha256 !== one.sha256) continue;
      file = { ...source, name: one.name };
      break;
    }
    found.push({ wanted: one, file, namesakes: named.filter((path) => path !== file?.path) });
  }
  return found;
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** Links are not followed: they could lead out of the folder. */
async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) found.push(...await filesBelow(path));
      else if (entry.isFile) found.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
  }
  return found.sort();
}
