import { basename, dirname, join } from "node:path";
import { lockWarehouse } from "../warehouse/lock_warehouse.ts";
import { whenEnding } from "./when_ending.ts";

/**
 * Writes a text file whole or not at all, making its folder where it is missing: under another name beside it, then
 * renamed. What stood there before stays when it fails, and no debris does; what a killed writer left is cleared by the
 * next.
 *
 * @throws {UserError} exit 3, when another process is writing it
 *
 * @example
 * ```ts
 * import { replaceFile } from "./replace_file.ts";
 * import { strictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * await replaceFile(`${folder}/a/b.txt`, "c");
 * strictEqual(await Deno.readTextFile(`${folder}/a/b.txt`), "c");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const hidden = join(dirname(path), `.${basename(path)}`);
  using _lock = await lockWarehouse(hidden, undefined, path);
  const draft = `${hidden}.part`;
  const remove = () => {
    try {
      Deno.removeSync(draft);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  };
  using _ending = whenEnding(remove);
  try {
    await Deno.writeTextFile(draft, text);
    await Deno.rename(draft, path);
  } finally {
    remove();
  }
}
