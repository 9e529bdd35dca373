import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { writeFile } from "../../etl/files/write_file.ts";

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const names = async (folder: string) => (await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name).sort();

Deno.test("writeFile() leaves the old file and nothing else when the work fails", () =>
  withFolder(async (folder) => {
    const path = join(folder, "answer.csv");
    await Deno.writeTextFile(path, "old");
    const work = async (write: (piece: string) => Promise<void>) => {
      await write("half");
      throw new Error("stop");
    };
    await rejects(() => writeFile(path, join(folder, "w.duckdb"), work), /^Error: stop$/);
    strictEqual(await Deno.readTextFile(path), "old");
    deepStrictEqual(await names(folder), ["answer.csv"]);
  }));

Deno.test("writeFile() refuses a folder, a missing folder and the warehouse, also through a link", () =>
  withFolder(async (folder) => {
    const warehouse = join(folder, "w.duckdb");
    await Deno.writeTextFile(warehouse, "whole");
    await Deno.symlink(warehouse, join(folder, "link.csv"));
    const refusal = async (path: string) => await writeFile(path, warehouse, (write) => write("x"));
    await rejects(() => refusal(folder), { exitCode: 2, message: `Cannot write "${folder}": it is a folder` });
    await rejects(() => refusal(warehouse), { exitCode: 2, message: /it is the warehouse$/ });
    await rejects(() => refusal(join(folder, "link.csv")), { exitCode: 2, message: /it is the warehouse$/ });
    await rejects(() => refusal(join(folder, "no", "a.csv")), { exitCode: 2, message: /there is no folder/ });
    strictEqual(await Deno.readTextFile(warehouse), "whole");
    deepStrictEqual(await names(folder), ["link.csv", "w.duckdb"]);
  }));

Deno.test("writeFile() writes where a link leads and keeps the link", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "answer.csv"), "old");
    await Deno.symlink(join(folder, "answer.csv"), join(folder, "link.csv"));
    await writeFile(join(folder, "link.csv"), join(folder, "w.duckdb"), (write) => write("new"));
    strictEqual((await Deno.lstat(join(folder, "link.csv"))).isSymlink, true);
    strictEqual(await Deno.readTextFile(join(folder, "answer.csv")), "new");
  }));
