import { dirname, join } from "node:path";
import { rewriteFolder } from "./rewrite_folder.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** The fate of a file in a folder that is replaced. A foreign file makes the replacement fail. */
export type EntryChange = "replaced" | "kept" | "foreign";

/**
 * Replaces a folder with new files and copies of its kept files, all or nothing.
 *
 * It works like {@linkcode rewriteFolder}. Nobody else may write in the folder meanwhile: a file added after the copies
 * were made is lost with the old folder.
 *
 * @param folder The folder; created with its parents when missing
 * @param files The content by path relative to the folder, with "/"
 * @param fateOf The fate of each path in the old folder
 * @param complete Adds files about the other files to the new folder, such as a manifest. It takes the new folder and
 * `swap`, like `fill` of {@linkcode rewriteFolder}
 * @throws {UserError} exit 2, when the folder has a foreign file; also the errors of {@linkcode rewriteFolder}
 */
export async function replaceFolder(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  fateOf: (path: string) => EntryChange,
  complete: (incoming: string, swap: () => void) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await rewriteFolder(folder, async (incoming, old, swap) => {
    const foreign = old.find((path) => fateOf(path) === "foreign");
    if (foreign !== undefined) {
      throw new UserError(
        EXIT.wrongUsage,
        `Cannot replace "${folder}" because it holds "${foreign}", which something else put there: move it, or give another --out`,
      );
    }
    for (const [path, content] of files) await writeFile(join(incoming, path), content);
    for (const path of old.filter((one) => fateOf(one) === "kept" && !files.has(one))) {
      await writeFile(join(incoming, path), await Deno.readFile(join(folder, path)));
    }
    await complete(incoming, swap);
  });
}

async function writeFile(path: string, content: string | Uint8Array): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
}
