import { createHash } from "node:crypto";
import { join } from "node:path";

/** The hash and size of a file or text. */
export interface HashedFile {
  readonly path: string;
  readonly sha256: string;
  readonly byte_size: number;
}

/**
 * Hashes the bytes of a file with SHA-256.
 *
 * @param path Relative to `folder`, with "/"
 * @returns Null when the file does not exist
 *
 * @example
 * ```ts
 * import { hashFile } from "./hash_file.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(await hashFile("no/such", "file"), null);
 * ```
 */
export async function hashFile(folder: string, path: string): Promise<HashedFile | null> {
  try {
    const bytes = await Deno.readFile(join(folder, path));
    return { path, sha256: createHash("sha256").update(bytes).digest("hex"), byte_size: bytes.length };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
