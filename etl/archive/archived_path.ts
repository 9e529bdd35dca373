import { extname, join } from "node:path";

/**
 * Where an archive keeps a file: by the hash of its bytes, so that no two versions collide and none is kept twice, with
 * the ending it came with, which tells what kind of spreadsheet it is.
 *
 * @param sha256 Of its bytes, in hexadecimal
 * @param name What it was called
 *
 * @example
 * ```ts
 * import { archivedPath } from "./archived_path.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(archivedPath("data/archive", "ba7816bf", "July.XLSX"), "data/archive/ba/ba7816bf.xlsx");
 * ```
 */
export function archivedPath(archive: string, sha256: string, name: string): string {
  return join(archive, sha256.slice(0, 2), `${sha256}${extname(name).toLowerCase()}`);
}
