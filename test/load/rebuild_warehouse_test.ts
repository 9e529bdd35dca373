import { deepStrictEqual, match, notStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { rebuildWarehouse } from "../../etl/load/rebuild_warehouse.ts";
import { restorePublications } from "../../etl/manifest/restore_publications.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { warehouseContent } from "../harness/warehouse_content.ts";
import { atDesk, csr, type Desk } from "./fixture.ts";

/** What every view is made from. */
const TABLES = { views: false };
const clock = () => new Date("2030-01-01T00:00:00Z");

/** Files of several calls: a re-issue read before what it replaces, a quarantined row, two extracts, two periods. */
async function loadHistory(desk: Desk): Promise<void> {
  await desk.load([
    await desk.write("a re-issue of july.csv", csr(["2019-07", "AA", "1", "2"])),
    await desk.write("july.csv", csr(["2019-07", "AA", "1", "1"], ["2019-07", "BB", "", "5"])),
  ]);
  await desk.load([await desk.write("june.csv", csr(["2019-06", "AA", "1", "1"], ["2019-06", "BB", "x", "5"]))], {
    quarantine: true,
  });
  await desk.load([await desk.write("both.csv", csr(["2019-06", "AA", "3", "1"], ["2019-08", "AA", "4", "1"]))], {
    reissue: true,
  });
  await desk.load(["data/samples/inbox/DCC Report Register.xlsx"]);
}

Deno.test("rebuildWarehouse() gives every table and view the same content, and the same answer as of every day", () =>
  atDesk(async (desk) => {
    await loadHistory(desk);
    const before = await warehouseContent(desk.warehouse);
    const asOf = await desk.csr("2019-08-02");
    const bytes = await desk.hash();
    const names = await rebuildWarehouse({ warehouse: desk.warehouse, restorePublications, clock });
    deepStrictEqual(names, ["july.csv", "a re-issue of july.csv", "june.csv", "both.csv", "DCC Report Register.xlsx"]);
    notStrictEqual(await desk.hash(), bytes, "it was written anew");
    deepStrictEqual(await warehouseContent(desk.warehouse), before);
    deepStrictEqual(await desk.csr("2019-08-02"), asOf);
    deepStrictEqual(asOf, ["2019-06-01 AA 1 1", "2019-07-01 AA 1 2"]);
  }));

Deno.test("rebuildWarehouse() needs nothing but the archive when the warehouse is lost or damaged", () =>
  atDesk(async (desk) => {
    await loadHistory(desk);
    const before = await warehouseContent(desk.warehouse, TABLES);
    await Deno.remove(desk.warehouse);
    for (const { name } of await Array.fromAsync(Deno.readDir(desk.folder))) {
      if (name.endsWith(".csv")) await Deno.remove(join(desk.folder, name));
    }
    await rebuildWarehouse({ warehouse: desk.warehouse, restorePublications, clock });
    deepStrictEqual(await warehouseContent(desk.warehouse, TABLES), before);
    await Deno.writeTextFile(desk.warehouse, "a disk's last words ".repeat(1000));
    await rebuildWarehouse({ warehouse: desk.warehouse, restorePublications, clock });
    deepStrictEqual(await warehouseContent(desk.warehouse, TABLES), before);
  }));

Deno.test("rebuildWarehouse() names every file that is not kept or damaged, changes nothing, and takes it from elsewhere", () =>
  atDesk(async (desk) => {
    await loadHistory(desk);
    const before = await desk.hash();
    const content = await warehouseContent(desk.warehouse, TABLES);
    const kept: string[] = [];
    for await (const shard of Deno.readDir(join(desk.folder, "archive"))) {
      if (!shard.isDirectory) continue;
      for await (const { name } of Deno.readDir(join(desk.folder, "archive", shard.name))) {
        if (name.endsWith(".csv")) kept.push(join(desk.folder, "archive", shard.name, name));
      }
    }
    await Deno.remove(kept[0]!);
    await Deno.chmod(kept[1]!, 0o644);
    await Deno.writeTextFile(kept[1]!, "tampered");
    await rejects(() => rebuildWarehouse({ warehouse: desk.warehouse, restorePublications, clock }), (error: Error) => {
      strictEqual((error as { exitCode?: number }).exitCode, 4);
      strictEqual(error.message.match(/SHA-256 [0-9a-f]{64}/g)?.length, 2, error.message);
      match(error.message, /: put the files in the inbox, whatever the name, and run again$/);
      return true;
    });
    strictEqual(await desk.hash(), before);
    const also = (await Array.fromAsync(Deno.readDir(desk.folder))).filter(({ name }) => name.endsWith(".csv"))
      .map(({ name }) => join(desk.folder, name));
    await rebuildWarehouse({ warehouse: desk.warehouse, also, restorePublications, clock });
    deepStrictEqual(await warehouseContent(desk.warehouse, TABLES), content);
    for (const path of kept) ok((await Deno.stat(path)).size > "tampered".length, "kept again");
  }));

Deno.test("rebuildWarehouse() leaves another program's database alone, and says when nothing tells what to do", () =>
  atDesk(async (desk) => {
    const theirs = join(desk.folder, "theirs.duckdb");
    {
      using database = await openPrivate(theirs);
      await database.connection.run("create table precious (n integer); checkpoint");
    }
    await rejects(() => rebuildWarehouse({ warehouse: theirs, restorePublications, clock }), {
      exitCode: 2,
      message: /another kind/,
    });
    await rejects(() => rebuildWarehouse({ warehouse: join(desk.folder, "none.duckdb"), restorePublications, clock }), {
      exitCode: 2,
      message: /has no list for it, and there is no such file; load the extracts again with `deno task load`$/,
    });
  }));

Deno.test("loadFiles() keeps a file that was loaded before there was an archive, when it comes again", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "2"]));
    await Deno.remove(join(desk.folder, "archive"), { recursive: true });
    await desk.load([join(desk.folder, "july.csv")]);
    await rebuildWarehouse({ warehouse: desk.warehouse, restorePublications, clock });
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 1 2"]);
  }));
