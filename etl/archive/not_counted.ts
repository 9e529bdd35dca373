import { join } from "node:path";
import type { ArchiveList } from "./archive_list.ts";

/**
 * The files of an archive that no list in it names: what a writer kept that was killed before it published.
 *
 * @param list The list of one warehouse as it is to be; those of others are read
 * @returns Paths below the archive, sorted
 *
 * @example
 * ```ts
 * import { notCounted } from "./not_counted.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const archive = await Deno.makeTempDir();
 * await Deno.mkdir(`${archive}/ba`);
 * await Deno.writeTextFile(`${archive}/ba/ba78.csv`, "");
 * deepStrictEqual(await notCounted(archive, { files: [], publications: [] }), ["ba/ba78.csv"]);
 * await Deno.remove(archive, { recursive: true });
 * ```
 */
export async function notCounted(archive: string, list: Omit<ArchiveList, "not_counted">): Promise<string[]> {
  const counted = new Set([
    ...list.files.map(({ sha256 }) => sha256),
    ...list.publications.map(({ manifest_sha256 }) => manifest_sha256),
  ]);
  const kept: string[] = [];
  for (const { name, isDirectory } of await entries(archive)) {
    if (isDirectory) kept.push(...(await entries(join(archive, name))).map((file) => `${name}/${file.name}`));
    else if (name.endsWith(".json")) {
      // Another warehouse's list counts also when it was edited or cut: a hash in it is enough.
      const text = await Deno.readTextFile(join(archive, name));
      for (const [, hash] of text.matchAll(/sha256": *"([0-9a-f]{64})"/g)) counted.add(hash!);
    }
  }
  // What another writer is about to keep ends in .part.
  return kept.filter((path) => !path.endsWith(".part") && !counted.has(path.replace(/^.*\/|\.[^.]*$/g, ""))).sort();
}

async function entries(folder: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
