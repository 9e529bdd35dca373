import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { MONTHS, writeDeviceWarehouse } from "../../bench/write_device_warehouse.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";

const DEVICES = 2560;

Deno.test("writeDeviceWarehouse() carries Devices and what was done to them from month to month", async () => {
  const folder = await Deno.makeTempDir();
  const written = await writeDeviceWarehouse(join(folder, "one.duckdb"), { devices: DEVICES });
  await writeDeviceWarehouse(join(folder, "two.duckdb"), { devices: DEVICES });
  {
    using one = await openReadOnly(join(folder, "one.duckdb"));
    using two = await openReadOnly(join(folder, "two.duckdb"));
    const all = "select * from extracts.post_commissioning_devices order by load_id, source_row";
    const listed = await rows(one.connection, all);
    deepStrictEqual(await rows(two.connection, all), listed, "the same seed gives the same rows");
    strictEqual(listed.length, written);
    strictEqual(listed.filter(({ period }) => period === `${MONTHS[0]}-01`).length, DEVICES);
    deepStrictEqual(
      await rows(one.connection, "select period, row_count from ledger.loads order by period"),
      MONTHS.map((month) => ({
        period: `${month}-01`,
        row_count: listed.filter(({ period }) => period === `${month}-01`).length,
      })),
    );

    const before = new Map<string, typeof listed[number]>();
    let carried = 0;
    for (const row of listed) {
      ok(/^([0-9A-F]{2}-){7}[0-9A-F]{2}$/.test(String(row.device_id)), String(row.device_id));
      const earlier = before.get(String(row.device_id));
      before.set(String(row.device_id), row);
      if (earlier === undefined) continue;
      carried++;
      for (const same of ["device_type", "user_id", "commissioned_date"]) strictEqual(row[same], earlier[same]);
      ok(row.dcc_interrogation === true || earlier.dcc_interrogation !== true);
      for (const sent of ["issue_security_credentials", "update_security_credentials_krp"]) {
        ok(Number(row[sent]) >= 2 || Number(earlier[sent]) < 2, `${sent} of ${row.device_id}`);
      }
    }
    ok(carried > 4.5 * DEVICES, "most Devices stay");

    const counts = await rows(one.connection, "from post_commissioning_incomplete");
    strictEqual(counts.length, MONTHS.length * 6);
    ok(counts.every(({ devices }) => Number(devices) > DEVICES / 20), "every criterion is failed in every month");
    const movements = await rows(one.connection, "from post_commissioning_movement order by reporting_month");
    ok(movements.slice(1).every(({ added, removed }) => Number(added) > 0 && Number(removed) > 0));
    for (const check of ["keys_unique", "post_commissioning_dates", "post_commissioning_movement_reconciles"]) {
      deepStrictEqual(await rows(one.connection, `from check_${check}`), [], check);
    }
  }
  await Deno.remove(folder, { recursive: true });
});
