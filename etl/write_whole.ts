import { basename, dirname, join } from "node:path";
import { EXIT, UserError } from "./user_error.ts";

/**
 * Writes a file whole or not at all: under a hidden name beside it, which is locked while it is written, then renamed.
 * What stood there stays when it fails, and no debris does; what a killed writer left is taken over by the next.
 *
 * @param path The file; its folder is there
 * @param work Writes to the open file, which is empty
 * @param onDraft Called with the hidden name once this process holds it
 * @throws {UserError} exit 3, when another process is writing the same file
 *
 * @example
 * ```ts
 * import { writeWhole } from "./write_whole.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * await writeWhole(`${folder}/a.txt`, (file) => file.write(new TextEncoder().encode("a")));
 * deepStrictEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["a.txt"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeWhole<T>(
  path: string,
  work: (file: Deno.FsFile) => Promise<T>,
  onDraft: (draft: string) => void = () => {},
): Promise<T> {
  const draft = join(dirname(path), `.${basename(path)}.part`);
  const file = await take(draft, path);
  let isOpen = true;
  const close = () => {
    if (isOpen) file.close();
    isOpen = false;
  };
  try {
    onDraft(draft);
    await file.truncate();
    const answer = await work(file);
    if (Deno.build.os === "windows") close(); // which cannot rename an open file
    await Deno.rename(draft, path);
    return answer;
  } catch (error) {
    if (Deno.build.os === "windows") close();
    await Deno.remove(draft).catch(() => {});
    throw error;
  } finally {
    close();
  }
}

async function take(draft: string, path: string): Promise<Deno.FsFile> {
  while (true) {
    const file = await Deno.open(draft, { read: true, write: true, create: true });
    if (!await file.tryLock(true)) {
      file.close();
      throw new UserError(
        EXIT.busy,
        `Cannot write "${path}" as another process is writing it: run again when it has ended`,
      );
    }
    const named = await Deno.stat(draft).catch(() => null);
    if (named !== null && named.ino === (await file.stat()).ino) return file;
    file.close(); // Its writer renamed it between our opening and our locking.
  }
}
