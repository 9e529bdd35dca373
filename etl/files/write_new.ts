import { writeAtomic } from "./write_atomic.ts";

/**
 * Writes a text file whole where there is none of its name: an interrupted writer leaves none, which the next would take for
 * somebody's work.
 *
 * @param path The file; its folder is there
 * @returns False where there is a file, which stays as it is
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

/** Also a link that leads nowhere is somebody's. */
function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
