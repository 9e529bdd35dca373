import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { lockFile } from "../files/lock_file.ts";
import { removeIfThere } from "../files/remove_if_there.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { onExit } from "../files/on_exit.ts";
import { archivedPath } from "./archived_path.ts";

/** A file to keep. */
export interface KeptFile {
  readonly path: string;
  readonly name: string;
  /** Of the bytes that are to be kept: others are refused. */
  readonly sha256: string;
  readonly byteSize: number;
}

/**
 * Keeps a copy of a file in an archive, read-only, whole or not at all: it is written beside its place, held to its hash,
 * forced to disk and renamed. One that is kept already stays as it is. Its name is to be forced to disk by the caller, once
 * for many: {@linkcode Keeping}.
 *
 * @returns Where it is kept, and whether it was not before
 * @throws {UserError} exit 4, when its bytes are not those of the hash any more
 *
 * @example
 * ```ts
 * import { keepFile } from "./keep_file.ts";
 * import { strictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * const path = `${folder}/abc.csv`;
 * await Deno.writeTextFile(path, "abc");
 * const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, B.1
 * const { place } = await keepFile(`${folder}/archive`, { path, name: "abc.csv", sha256, byteSize: 3 });
 * strictEqual(await Deno.readTextFile(place), "abc");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function keepFile(
  archive: string,
  file: KeptFile,
): Promise<{ readonly place: string; readonly isNew: boolean }> {
  const place = archivedPath(archive, file.sha256, file.name);
  if (await holds(place, file.byteSize)) return { place, isNew: false };
  await Deno.mkdir(dirname(place), { recursive: true });
  const draft = `${place}.part`;
  // Two warehouses can share an archive: who comes second waits, and finds the file kept.
  let isOurs = false;
  using _ending = onExit(() => isOurs && removeIfThere(draft));
  using target = (await lockFile(draft, true))!;
  isOurs = true;
  if (await holds(place, file.byteSize)) {
    await Deno.remove(draft).catch(() => {}); // Made anew by our opening.
    return { place, isNew: false };
  }
  try {
    await target.truncate();
    if (await copy(file.path, target) !== file.sha256) {
      throw new UserError(
        EXIT.inputRejected,
        `Cannot keep "${file.name}" because it changed while it was loaded: run again when it is whole`,
      );
    }
    await target.sync();
    if (Deno.build.os !== "windows") await Deno.chmod(draft, 0o444);
    await Deno.rename(draft, place);
  } catch (error) {
    await Deno.remove(draft).catch(() => {}); // On a full disk, too, no debris.
    throw error;
  }
  return { place, isNew: true };
}

async function holds(place: string, byteSize: number): Promise<boolean> {
  try {
    return (await Deno.stat(place)).size === byteSize;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** @returns The hash of what was copied */
async function copy(path: string, target: Deno.FsFile): Promise<string> {
  using source = await Deno.open(path);
  const hash = createHash("sha256");
  const buffer = new Uint8Array(1 << 20);
  for (let length = await source.read(buffer); length !== null; length = await source.read(buffer)) {
    const part = buffer.subarray(0, length);
    hash.update(part);
    for (let written = 0; written < length;) written += await target.write(part.subarray(written));
  }
  return hash.digest("hex");
}
