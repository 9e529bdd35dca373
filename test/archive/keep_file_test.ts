import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { keepFile } from "../../etl/archive/keep_file.ts";

async function withFile(text: string, test: (archive: string, file: Parameters<typeof keepFile>[1]) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    const path = join(folder, "July 2019.CSV");
    await Deno.writeTextFile(path, text);
    const sha256 = createHash("sha256").update(text).digest("hex");
    await test(join(folder, "archive"), { path, name: "July 2019.CSV", sha256, byteSize: text.length });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const files = async (folder: string) => (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);

Deno.test("keepFile() keeps the bytes read-only under their hash, with the ending in lower case", () =>
  withFile("a,b\n1,2\n", async (archive, file) => {
    const { place } = await keepFile(archive, file);
    strictEqual(place, join(archive, file.sha256.slice(0, 2), `${file.sha256}.csv`));
    strictEqual(await Deno.readTextFile(place), "a,b\n1,2\n");
    strictEqual((await Deno.stat(place)).mode! & 0o777, 0o444);
  }));

Deno.test("keepFile() leaves a file that is kept as it is, also when two keep it at once", () =>
  withFile("text", async (archive, file) => {
    const [first] = await Promise.all([keepFile(archive, file), keepFile(archive, file), keepFile(archive, file)]);
    const { place } = first!;
    const { mtime, ino } = await Deno.stat(place);
    deepStrictEqual(await keepFile(archive, file), { place, isNew: false });
    deepStrictEqual([(await Deno.stat(place)).mtime, (await Deno.stat(place)).ino], [mtime, ino]);
    deepStrictEqual(await files(join(archive, file.sha256.slice(0, 2))), [`${file.sha256}.csv`]);
  }));

Deno.test("keepFile() finishes what a killed process began", () =>
  withFile("text", async (archive, file) => {
    const shard = join(archive, file.sha256.slice(0, 2));
    await Deno.mkdir(shard, { recursive: true });
    await Deno.writeTextFile(join(shard, `${file.sha256}.csv.part`), "text and more than there should be");
    strictEqual(await Deno.readTextFile((await keepFile(archive, file)).place), "text");
    deepStrictEqual(await files(shard), [`${file.sha256}.csv`]);
  }));

Deno.test("keepFile() refuses other bytes than those of the hash, and keeps none of them", () =>
  withFile("text", async (archive, file) => {
    await Deno.writeTextFile(file.path, "texu");
    await rejects(() => keepFile(archive, file), {
      exitCode: 4,
      message: 'Cannot keep "July 2019.CSV" because it changed while it was loaded: run again when it is whole',
    });
    deepStrictEqual(await files(join(archive, file.sha256.slice(0, 2))), []);
  }));
