import { dirname } from "node:path";
import { writeWhole } from "./write_whole.ts";

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
  const bytes = new TextEncoder().encode(text);
  await writeWhole(path, async (file) => {
    for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
  });
}
