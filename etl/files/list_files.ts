import { join } from "node:path";

/**
 * Lists the files below a folder: sorted relative paths with forward slashes.
 *
 * The list is empty when the folder does not exist. Symbolic links are neither followed nor listed.
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
