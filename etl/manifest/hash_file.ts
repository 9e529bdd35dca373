import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Hashed } from "./manifest.ts";

/**
 * A file by the hash of its bytes.
 *
 * @param path Below `folder`, with "/"
 * @returns Null when there is none
 *
 * @example
 * ```ts
 * import { hashFile } from "./hash_file.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(await hashFile("no/such", "file"), null);
 * ```
 */
export async function hashFile(folder: string, path: string): Promise<Hashed | null> {
  try {
    const bytes = await Deno.readFile(join(folder, path));
    return { path, sha256: createHash("sha256").update(bytes).digest("hex"), byte_size: bytes.length };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
