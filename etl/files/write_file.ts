import { dirname, resolve } from "node:path";
import { explainFullDisk } from "./full_disk.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { writeAtomic } from "./write_atomic.ts";

/** Writes the next piece of a file. */
export type Write = (piece: string | Uint8Array) => Promise<void>;

/**
 * Writes a file that the user names, all or nothing, with {@linkcode writeAtomic}.
 *
 * A path that is no regular file, such as `/dev/null` or a named pipe, is written directly.
 *
 * @param path The file; an existing file is replaced
 * @param warehouse The warehouse, which must not be the file
 * @param work Writes the pieces
 * @throws {UserError} exit 1, when the disk is full; exit 2, when the path cannot be written; exit 3, when another
 * process is writing it
 *
 * @example
 * ```ts
 * import { writeFile } from "./write_file.ts";
 * import { strictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * await writeFile(`${folder}/a.csv`, "a.duckdb", (write) => write("region\r\n"));
 * strictEqual(await Deno.readTextFile(`${folder}/a.csv`), "region\r\n");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeFile<T>(path: string, warehouse: string, work: (write: Write) => Promise<T>): Promise<T> {
  const present = await Deno.stat(path).catch(() => null);
  if (present?.isDirectory) throw refused(path, "it is a folder");
  const target = present?.isFile ? await Deno.realPath(path) : resolve(path);
  if (target === await Deno.realPath(warehouse).catch(() => null)) throw refused(path, "it is the warehouse");
  const writeTo = (file: Deno.FsFile) => work((piece) => writePiece(file, piece));
  try {
    if (present === null || present.isFile) return await writeAtomic(target, writeTo);
    using special = await Deno.open(target, { write: true });
    return await writeTo(special);
  } catch (error) {
    throw explain(path, error);
  }
}

/** Writes a whole piece. One call of `write` is not enough for a pipe, which may take only a part. */
export async function writePiece(
  file: { write(bytes: Uint8Array): Promise<number> },
  piece: string | Uint8Array,
): Promise<void> {
  let rest = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
  while (rest.length > 0) rest = rest.subarray(await file.write(rest));
}

function explain(path: string, error: unknown): unknown {
  if (error instanceof Deno.errors.NotFound) return refused(path, `there is no folder "${dirname(path)}"`);
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotADirectory) {
    return refused(path, error.message);
  }
  return explainFullDisk(error, `"${path}"`);
}

function refused(path: string, reason: string): UserError {
  return new UserError(EXIT.wrongUsage, `Cannot write "${path}": ${reason}`);
}
