import { basename, dirname, join } from "node:path";
import { explainFullDisk } from "./full_disk.ts";
import { lockFile } from "./lock_file.ts";
import { removeIfThere } from "./remove_if_there.ts";
import { syncFolder } from "./sync_folder.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { onExit } from "./on_exit.ts";

/**
 * Writes a file, all or nothing.
 *
 * The file is written under a hidden, locked name in the same folder, forced to disk, and then renamed. After a failure or
 * Ctrl-C the old file is unchanged and no debris stays. The next writer takes over the hidden file of a killed writer.
 *
 * @param path A file whose folder exists
 * @param work Writes to the open, empty file
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
  // Registered before the draft exists, because a signal without a listener ends the process between any two steps.
  using _ending = onExit(() => isOurs && removeIfThere(draft));
  const file = await lockFile(draft);
  isOurs = file !== null;
  if (file === null) {
    throw new UserError(
      EXIT.busy,
      `Cannot write "${path}" because another process is writing it: run again when it has ended`,
    );
  }
  let isOpen = true;
  const close = () => {
    if (isOpen) file.close();
    isOpen = false;
  };
  try {
    await file.truncate();
    const result = await work(file);
    await file.sync(); // A network file system may report a full disk only here.
    if (Deno.build.os === "windows") close(); // Windows cannot rename an open file.
    await Deno.rename(draft, path);
    await syncFolder(dirname(path));
    return result;
  } catch (error) {
    if (Deno.build.os === "windows") close();
    await Deno.remove(draft).catch(() => {});
    throw explainFullDisk(error, `"${path}"`);
  } finally {
    close();
  }
}
