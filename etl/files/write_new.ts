import { writeAtomic } from "./write_atomic.ts";

/**
 * Writes a new text file, all or nothing, and never replaces an existing one.
 *
 * An interrupted writer leaves no file, because the next writer would take it for somebody's work.
 *
 * @param path A file whose folder exists
 * @returns False when the file exists already; it is unchanged
 * @throws {UserError} exit 3, when another process is writing it
 *
 * @example
 * ```ts
 * import { writeNew } from "./write_new.ts";
 * import { strictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * strictEqual(await writeNew(`${folder}/a.txt`, "a"), true);
 * strictEqual(await writeNew(`${folder}/a.txt`, "b"), false);
 * strictEqual(await Deno.readTextFile(`${folder}/a.txt`), "a");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeNew(path: string, text: string): Promise<boolean> {
  const bytes = new TextEncoder().encode(text);
  try {
    await writeAtomic(path, async (file) => {
      if (isThere(path)) throw new Deno.errors.AlreadyExists();
      for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
    });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  }
}

/** Whether the path exists. A broken symbolic link counts as well, because somebody made it. */
function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
