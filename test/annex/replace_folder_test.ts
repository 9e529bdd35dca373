import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { replaceFolder } from "../../etl/files/replace_folder.ts";
import { clearRewrite } from "../../etl/files/rewrite_folder.ts";

const everything = () => "replaced" as const;

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const names = async (folder: string) => (await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name).sort();

Deno.test("replaceFolder() creates the folder and its parents", () =>
  inFolder(async (folder) => {
    await replaceFolder(join(folder, "a", "b"), new Map([["c/d.txt", "text"]]), everything);
    strictEqual(await Deno.readTextFile(join(folder, "a", "b", "c", "d.txt")), "text");
    deepStrictEqual(await names(join(folder, "a")), ["b"]);
  }));

Deno.test("replaceFolder() leaves the old folder unchanged when it cannot write a file", () =>
  inFolder(async (folder) => {
    const target = join(folder, "out");
    await replaceFolder(target, new Map([["old.txt", "old"]]), everything);
    const impossible = new Map([["new.txt", "new"], ["new.txt/below.txt", "a file is no folder"]]);
    await rejects(replaceFolder(target, impossible, everything));
    deepStrictEqual(await names(folder), ["out"]);
    deepStrictEqual(await names(target), ["old.txt"]);
  }));

Deno.test("replaceFolder() replaces the target of a symbolic link and keeps the link", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "real"));
    await Deno.symlink(join(folder, "real"), join(folder, "link"));
    await replaceFolder(join(folder, "link"), new Map([["a.txt", "a"]]), everything);
    deepStrictEqual(await names(join(folder, "real")), ["a.txt"]);
    strictEqual((await Deno.lstat(join(folder, "link"))).isSymlink, true);
  }));

Deno.test("replaceFolder() refuses a path that is a file", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "out"), "a file");
    const out = await Deno.realPath(join(folder, "out"));
    await rejects(replaceFolder(out, new Map(), everything), {
      name: "UserError",
      message: `Cannot write to "${out}" because it is a file: give a folder`,
    });
  }));

Deno.test("replaceFolder() copies kept files and replaces the others", () =>
  inFolder(async (folder) => {
    const target = join(folder, "out");
    await replaceFolder(target, new Map([["old.txt", "old"], ["kept/a.txt", "kept"]]), everything);
    const fateOf = (path: string) => path.startsWith("kept/") ? "kept" : "replaced";
    await replaceFolder(target, new Map([["new.txt", "new"]]), fateOf);
    deepStrictEqual(await names(target), ["kept", "new.txt"]);
    strictEqual(await Deno.readTextFile(join(target, "kept", "a.txt")), "kept");
  }));

Deno.test("clearRewrite() puts the old folder back after a killed call, and removes the debris", () =>
  inFolder(async (folder) => {
    const target = join(folder, "out");
    const left = async () => {
      await Deno.writeTextFile(join(folder, ".out.lock"), "process 4711\n");
      for (const name of [".out.writing", ".out.replaced"]) {
        await Deno.mkdir(join(folder, name));
        await Deno.writeTextFile(join(folder, name, "a.txt"), name);
      }
    };
    await left(); // Killed between its two renames.
    await clearRewrite(target);
    deepStrictEqual(await names(folder), ["out"]);
    strictEqual(await Deno.readTextFile(join(target, "a.txt")), ".out.replaced");
    await left(); // Killed after them.
    await clearRewrite(target);
    deepStrictEqual(await names(folder), ["out"]);
    strictEqual(await Deno.readTextFile(join(target, "a.txt")), ".out.replaced");
  }));
