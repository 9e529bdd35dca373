import { join } from "node:path";

/**
 * The files below a folder by path relative to it, with forward slashes, sorted; none when there is no such folder. Links
 * are not followed.
 *
 * @example
 * ```ts
 * import { listFiles } from "./list_files.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(await listFiles("no/such/folder"), []);
 * ```
 */
export async function listFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (path: string): Promise<void> => {
    for await (const { name, isDirectory, isFile } of Deno.readDir(join(folder, path))) {
      const inner = path === "" ? name : `${path}/${name}`;
      if (isDirectory) await visit(inner);
      else if (isFile) found.push(inner);
    }
  };
  try {
    await visit("");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}
