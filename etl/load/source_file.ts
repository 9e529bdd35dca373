import { createHash } from "node:crypto";
import { basename } from "node:path";
import { EXIT, UserError } from "../base/user_error.ts";

/** A file to load, known by its bytes. */
export interface SourceFile {
  /** As the user gave it. */
  readonly path: string;
  /** Without its folder. */
  readonly name: string;
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
  readonly byteSize: number;
  /** When it was last written, in milliseconds; null where the file system does not say. */
  readonly writtenAt: number | null;
}

/**
 * Reads a file's identity, in bounded memory.
 *
 * @throws {UserError} exit 4, when the file cannot be read
 *
 * @example
 * ```ts
 * import { readSourceFile } from "./source_file.ts";
 * import { strictEqual } from "node:assert/strict";
 * const path = await Deno.makeTempFile();
 * await Deno.writeTextFile(path, "abc");
 * const file = await readSourceFile(path);
 * strictEqual(file.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-2, B.1
 * await Deno.remove(path);
 * ```
 */
export async function readSourceFile(path: string): Promise<SourceFile> {
  try {
    // Asked before it is opened: a named pipe that nobody writes to would be waited for.
    if (!(await Deno.stat(path)).isFile) {
      throw new UserError(
        EXIT.inputRejected,
        `Cannot load "${basename(path)}" because it is no regular file: give a file`,
      );
    }
    using file = await Deno.open(path);
    const { size, mtime } = await file.stat();
    const hash = createHash("sha256");
    const buffer = new Uint8Array(1 << 20);
    for (let length = await file.read(buffer); length !== null; length = await file.read(buffer)) {
      hash.update(buffer.subarray(0, length));
    }
    return {
      path,
      name: basename(path),
      sha256: hash.digest("hex"),
      byteSize: size,
      writtenAt: mtime?.getTime() ?? null,
    };
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new UserError(
      EXIT.inputRejected,
      `Cannot load "${basename(path)}" because it cannot be read: ${error.message.replace(/\.$/, "")}`,
    );
  }
}

/**
 * Makes sure that a file is still the one whose bytes were hashed: a file that is being copied grows while it is read.
 *
 * @throws {UserError} exit 4, when it was written since
 *
 * @example
 * ```ts
 * import { readSourceFile, refuseChanged } from "./source_file.ts";
 * import { rejects } from "node:assert/strict";
 * const path = await Deno.makeTempFile();
 * const file = await readSourceFile(path);
 * await refuseChanged(file);
 * await Deno.writeTextFile(path, "more");
 * await rejects(() => refuseChanged(file), { exitCode: 4 });
 * await Deno.remove(path);
 * ```
 */
export async function refuseChanged(file: SourceFile): Promise<void> {
  const now = await Deno.stat(file.path).catch(() => null);
  if (now !== null && now.size === file.byteSize && (now.mtime?.getTime() ?? null) === file.writtenAt) return;
  throw new UserError(
    EXIT.inputRejected,
    `Cannot load "${file.name}" because it changed while it was read: run again when it is whole`,
  );
}
