import { relative } from "node:path";
import type { NotebookResult } from "../notebook/run_notebooks.ts";
import { hashFile } from "../files/hash_file.ts";
import type { HashedNotebook } from "./manifest.ts";

/**
 * Executed notebooks as a manifest lists them: each copy, and its page where there is one.
 *
 * @param folder The annex's
 * @param standing Where the annex's files stand now, when not in their place yet
 *
 * @example
 * ```ts
 * import { hashNotebooks } from "./hash_notebooks.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(await hashNotebooks("out/2019-07/white", []), []);
 * ```
 */
export async function hashNotebooks(
  folder: string,
  executed: readonly NotebookResult[],
  standing = folder,
): Promise<HashedNotebook[]> {
  const found: HashedNotebook[] = [];
  for (const { sourcePath, outPath, htmlPath, inputs } of executed) {
    const source = await hashFile("", sourcePath);
    for (const path of htmlPath === null ? [outPath] : [outPath, htmlPath]) {
      const hashed = await hashFile(standing, relative(folder, path).replaceAll("\\", "/"));
      if (hashed === null || source === null) throw new Error(`there is no ${path}`);
      found.push({ ...hashed, source_sha256: source.sha256, inputs_sha256: inputs });
    }
  }
  return found.sort((left, right) => left.path < right.path ? -1 : 1);
}
