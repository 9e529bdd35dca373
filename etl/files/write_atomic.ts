import { basename, dirname, join } from "node:path";
import { explainFullDisk } from "./full_disk.ts";
import { lockFile } from "./lock_file.ts";
import { removeIfThere } from "./remove_if_there.ts";
import { syncFolder } from "./sync_folder.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { onExit } from "./on_exit.ts";

/**
 * Writes a file whole or not at all: under a hidden name beside it, which is locked while it is written, then forced to
 * disk and renamed.
 * What stood there stays when it fails or is interrupted, and no debris does; what a killed writer left is taken over by
 * the next.
 *
 * @param path The file; its folder is there
 * @param work Writes to the open file, which is empty
 * @throws {UserError} exit 3, when another process is writing the same file; exit 1, when the disk is full
 *
 * @example
 * ```ts
 * import { writeAtomic } from "./write_atomic.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * await writeAtomic(`${folder}/a.txt`, (file) => file.write(new TextEncoder().encode("a")));
 * deepStrictEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["a.txt"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeAtomic<T>(path: string, work: (file: Deno.FsFile) => Promise<T>): Promise<T> {
  const draft = join(dirname(path), `.${basename(path)}.part`);
  let isOurs = false;
  // Before there is a draft: without a listener a signal ends the process between any two steps.
  using _ending = onExit(() => isOurs && removeIfThere(draft));
  const file = await lockFile(draft);
  isOurs = file !== null;
  if (file === null) {
    throw new UserError(
      EXIT.busy,
      `Cannot write "${path}" as another process is writing it: run again when it has ended`,
    );
  }
  let isOpen = true;
  const close = () => {
    if (isOpen) file.close();
    isOpen = false;
  };
  try {
    await file.truncate();
    const answer = await work(file);
    await file.sync(); // Also, a full disk at the other end of a network may come to light here only.
    if (Deno.build.os === "windows") close(); // which cannot rename an open file
    await Deno.rename(draft, path);
    await syncFolder(dirname(path));
    return answer;
  } catch (error) {
    if (Deno.build.os === "windows") close();
    await Deno.remove(draft).catch(() => {});
    throw explainFullDisk(error, `"${path}"`);
  } finally {
    close();
  }
}
