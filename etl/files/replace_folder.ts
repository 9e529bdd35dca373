import { dirname, join } from "node:path";
import { rewriteFolder } from "./rewrite_folder.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** What becomes of a file that stands in a folder when the folder is replaced. */
export type EntryChange = "replaced" | "kept" | "foreign";

/**
 * Puts a folder of files in the place of another as {@linkcode rewriteFolder} does, with copies of what is kept.
 *
 * Nobody else may write in the folder meanwhile: what comes after the copies were made goes with the old folder.
 *
 * @param folder Where the files shall stand; made with its parents when it is not there
 * @param files Paths below the folder, with "/", and what they hold
 * @param fateOf What becomes of each path below a folder that is there
 * @param complete Adds to the new folder what tells of its files, such as a manifest; as `fill` of {@linkcode rewriteFolder}
 * @throws {UserError} exit 2, when the folder holds a foreign file; else as {@linkcode rewriteFolder} does
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
        `Cannot replace "${folder}" as it holds "${foreign}", which something else put there: move it, or give another --out`,
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
