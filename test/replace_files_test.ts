import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { replaceFiles } from "../etl/files/replace_files.ts";

async function inFolder(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("replaceFiles() writes all files", () =>
  inFolder(async (folder) => {
    const files = new Map(["a", "b", "c"].map((name) => [join(folder, "d", name), name]));
    await replaceFiles(files);
    await replaceFiles(new Map([[join(folder, "d", "a"), "new"]]));
    deepStrictEqual(names(join(folder, "d")), ["a", "b", "c"]);
    strictEqual(await Deno.readTextFile(join(folder, "d", "a")), "new");
    strictEqual(await Deno.readTextFile(join(folder, "d", "c")), "c");
  }));

Deno.test("replaceFiles() leaves the old files and no debris when it cannot write one file", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "copy"), "old");
    await Deno.mkdir(join(folder, "page", "a folder in its place"), { recursive: true });
    await rejects(() => replaceFiles(new Map([[join(folder, "copy"), "new"], [join(folder, "page"), "new"]])));
    deepStrictEqual(names(folder), ["copy", "page"]);
    strictEqual(await Deno.readTextFile(join(folder, "copy")), "old");
  }));
