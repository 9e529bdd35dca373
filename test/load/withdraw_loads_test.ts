import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { rebuildWarehouse } from "../../etl/load/rebuild_warehouse.ts";
import { restorePublications } from "../../etl/manifest/restore_publications.ts";
import { withdrawLoads } from "../../etl/load/withdraw_loads.ts";
import { warehouseContent } from "../harness/warehouse_content.ts";
import { atDesk, csr, type Desk } from "./fixture.ts";

const at = (moment: string) => () => new Date(moment);

/** Withdraws on a day of August 2019, after the desk's loads. */
async function withdraw(desk: Desk, what: string, day: number, undo = false) {
  const clock = at(`2019-08-${String(day).padStart(2, "0")}T09:00:00Z`);
  return await withdrawLoads({ warehouse: desk.warehouse, what, why: "a wrong month", undo, clock });
}

Deno.test("withdrawLoads() takes a file out as of now, lets what it replaced count again, and puts it back", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"])); // 1 August
    await desk.loadText("wrong.csv", csr(["2019-07", "AA", "1", "9"], ["2020-07", "AA", "1", "9"]), { reissue: true });
    const [wrong, first] = [["2019-07-01 AA 1 9", "2020-07-01 AA 1 9"], ["2019-07-01 AA 1 1"]];
    deepStrictEqual(await desk.csr(), wrong);
    const loads = await withdraw(desk, join("somewhere", "wrong.csv"), 3);
    deepStrictEqual(loads.map(({ load_id, period, rows, standing }) => [load_id, period, rows, standing]), [
      [2, "2019-07-01", 1, ["july.csv"]],
      [3, "2020-07-01", 1, []],
    ]);
    deepStrictEqual(await desk.csr(), first);
    deepStrictEqual([await desk.csr("2019-08-02"), await desk.csr("2019-08-03")], [wrong, first]);
    await withdraw(desk, "wrong.csv", 4, true);
    deepStrictEqual([await desk.csr(), await desk.csr("2019-08-03")], [wrong, first]);
    // One load of it alone.
    await withdraw(desk, "3", 5);
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 1 9"]);
  }));

Deno.test("withdrawLoads() is told apart by loads when names are the same, and refuses what is not there", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"]));
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "2"]));
    await Deno.remove(join(desk.folder, "july.csv"));
    const fails = (what: string, message: RegExp, undo = false) =>
      rejects(() => withdraw(desk, what, 3, undo), { exitCode: 2, message });
    const before = await desk.hash();
    await fails(
      "july.csv",
      /^Cannot withdraw "july\.csv" because several files of that name were loaded: .* 1, 2, instead/,
    );
    await fails("june.csv", /because no such file is in the warehouse: list them with/);
    await fails("9", /because no such load is in the warehouse/);
    await fails("2", /^Cannot put back "2" because it is not withdrawn$/, true);
    strictEqual(await desk.hash(), before);
    await withdraw(desk, "2", 3);
    await fails("2", /because it is withdrawn already: --undo puts it back$/);
  }));

Deno.test("withdrawLoads() survives a rebuild, also from the archive alone, and later loads keep their order", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"]));
    await desk.loadText("wrong.csv", csr(["2019-07", "AA", "1", "9"]));
    await withdraw(desk, "wrong.csv", 3);
    await desk.loadText("july again.csv", csr(["2019-07", "AA", "1", "2"]));
    await withdraw(desk, "july.csv", 5);
    await withdraw(desk, "july.csv", 6, true);
    const content = () => warehouseContent(desk.warehouse);
    const before = await content();
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 1 2"]);
    await rebuildWarehouse({ warehouse: desk.warehouse, restorePublications, clock: at("2030-01-01T00:00:00Z") });
    deepStrictEqual(await content(), before);
    await Deno.remove(desk.warehouse);
    await rebuildWarehouse({ warehouse: desk.warehouse, restorePublications, clock: at("2030-01-01T00:00:00Z") });
    deepStrictEqual(await content(), before);
  }));

Deno.test("loadFiles() says of a file loaded before that it was withdrawn since", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"]));
    await withdraw(desk, "july.csv", 2);
    const [again] = (await desk.load([join(desk.folder, "july.csv")])).outcomes;
    deepStrictEqual([again!.status, again!.notes], ["unchanged", [
      'withdrawn since for csr_variance 2019-07: `deno task withdraw "july.csv" --undo` puts it back',
    ]]);
  }));

Deno.test("a day of --as-of is one of the configured time zone, in summer and in winter", () =>
  atDesk(async (desk) => {
    // 00:30 on 1 August in London.
    const summer = { clock: at("2019-07-31T23:30:00Z") };
    await desk.loadText("june.csv", csr(["2019-06", "AA", "1", "1"]), summer);
    deepStrictEqual(await desk.csr("2019-07-31"), []);
    deepStrictEqual(await desk.csr("2019-08-01"), ["2019-06-01 AA 1 1"]);
    // 23:30 on 30 November in London.
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"]), { clock: at("2019-11-30T23:30:00Z") });
    strictEqual((await desk.csr("2019-11-30")).length, 2);
    await withdrawLoads({
      ...{ warehouse: desk.warehouse, what: "june.csv", why: "x", undo: false },
      clock: at("2020-06-01T23:30:00Z"),
    });
    strictEqual((await desk.csr("2020-06-01")).length, 2);
    strictEqual((await desk.csr("2020-06-02")).length, 1);
  }));
