import { deepStrictEqual, rejects } from "node:assert/strict";
import { join } from "node:path";
import { readArchiveList, writeArchiveList } from "../../etl/archive/archive_list_file.ts";
import { ArchiveTransaction } from "../../etl/archive/archive_transaction.ts";
import { readSourceFile } from "../../etl/load/source_file.ts";
import { atDesk, csr, type Desk } from "../load/fixture.ts";

async function kept(desk: Desk): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(desk.folder, "archive"))) {
    if (!isDirectory) continue;
    for await (const file of Deno.readDir(join(desk.folder, "archive", name))) found.push(`${name}/${file.name}`);
  }
  return found.sort();
}

const place = (sha256: string) => `${sha256.slice(0, 2)}/${sha256}.csv`;

Deno.test("loadFiles() keeps nothing of a load that could not be published", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"]));
    const before = await kept(desk);
    // Another program's log beside it stops the warehouse from being replaced, when everything else is done.
    const wal = `${desk.warehouse}.wal`;
    const onProgress = () => Deno.writeTextFileSync(wal, "changes of somebody else");
    const august = await desk.write("august.csv", csr(["2019-08", "AA", "1", "1"]));
    await rejects(() => desk.load([august], { onProgress }), { exitCode: 1 });
    deepStrictEqual(await kept(desk), before);
    await Deno.remove(wal);
    await desk.load([august]);
    deepStrictEqual((await kept(desk)).length, 2);
  }));

Deno.test("undo() leaves what the warehouse counts, and everything where another warehouse shares the archive", () =>
  atDesk(async (desk) => {
    const archive = join(desk.folder, "archive");
    const files = await Promise.all(
      ["a", "b"].map(async (text) => await readSourceFile(await desk.write(`${text}.csv`, text))),
    );
    const [a, b] = files.map(({ sha256 }) => sha256) as [string, string];
    const keepBoth = async () => {
      const keeping = new ArchiveTransaction(archive, desk.warehouse);
      await keeping.keep(files);
      return keeping;
    };
    await (await keepBoth()).undo(new Set([a]));
    deepStrictEqual(await kept(desk), [place(a)]);
    await writeArchiveList(archive, join(desk.folder, "other.duckdb"), { files: [], publications: [] });
    await (await keepBoth()).undo(new Set());
    deepStrictEqual(await kept(desk), [place(a), place(b)].sort());
  }));

Deno.test("loadFiles() lists what a killed load kept and never published as counted by no warehouse", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"]));
    const archive = join(desk.folder, "archive");
    const left = await readSourceFile(await desk.write("left.csv", "left by a killed load"));
    await new ArchiveTransaction(archive, desk.warehouse).keep([left]);
    await desk.loadText("august.csv", csr(["2019-08", "AA", "1", "1"]));
    const list = await readArchiveList(archive, desk.warehouse);
    deepStrictEqual([list?.files.length, list?.not_counted], [2, [place(left.sha256)]]);
  }));
