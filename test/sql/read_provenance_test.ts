import { deepStrictEqual } from "node:assert/strict";
import { readProvenance } from "../../etl/sql/read_provenance.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { atDesk, csr } from "../load/fixture.ts";

Deno.test("readProvenance() knows of no file that came after the day asked about", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"])); // 1 August
    await desk.loadText("june.csv", `Synthetic sample,,,,\n${csr(["2019-06", "AA", "1", "1"])}`); // 2 August
    const of = async (asOf?: string) => {
      using warehouse = await openReadOnly(desk.warehouse, asOf === undefined ? {} : { asOf });
      const { lastLoadedAt, isSynthetic } = await readProvenance(warehouse.connection);
      return [lastLoadedAt, isSynthetic];
    };
    deepStrictEqual(await of(), ["2019-08-02T09:00:00", true]);
    deepStrictEqual(await of("2019-08-01"), ["2019-08-01T09:00:00", false]);
    deepStrictEqual(await of("2019-07-31"), [null, false]);
  }));
