import { createHash } from "node:crypto";
import { openReadOnly, type Warehouse } from "../db/open_warehouse.ts";
import { fileIdentity } from "./file_identity.ts";

/**
 * Opens the published warehouse to read, with the SHA-256 of its file, which says for good what an answer was taken from.
 *
 * The hash is taken before the file is open: reading a file that DuckDB holds would drop its lock. A file published in
 * between is hashed in its turn.
 *
 * @param options As of {@linkcode openReadOnly}
 * @returns The warehouse, and the hash in hexadecimal
 * @throws {UserError} as {@linkcode openReadOnly}
 */
export async function openFingerprinted(
  path: string,
  options: Parameters<typeof openReadOnly>[1],
): Promise<{ readonly warehouse: Warehouse; readonly sha256: string }> {
  for (;;) {
    // A missing file is openReadOnly's to explain.
    const before = await fileIdentity(path).catch(() => null);
    const sha256 = before === null ? "" : await hash(path);
    const warehouse = await openReadOnly(path, options);
    if (await fileIdentity(path) === before) return { warehouse, sha256 };
    warehouse.close();
  }
}

async function hash(path: string): Promise<string> {
  const digest = createHash("sha256");
  using file = await Deno.open(path);
  const block = new Uint8Array(1024 * 1024);
  for (let read = await file.read(block); read !== null; read = await file.read(block)) {
    digest.update(block.subarray(0, read));
  }
  return digest.digest("hex");
}
