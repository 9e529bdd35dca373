import { createHash } from "node:crypto";
import { allExtracts } from "../etl/extracts/all_extracts.ts";
import { columnLetters } from "../etl/workbook/address.ts";
import { openPrivate } from "../etl/db/open_warehouse.ts";
import { prepareWarehouse } from "../etl/warehouse/prepare_warehouse.ts";
import { deviceRows } from "./device_rows.ts";

/** The months written: those that the annex of the last one looks at. */
export const MONTHS = ["2019-02", "2019-03", "2019-04", "2019-05", "2019-06", "2019-07"] as const;

/** Rows on a sheet below its header row, as many as Excel has. */
const SHEET_ROWS = 1_048_575;

/**
 * Writes a warehouse as the loader leaves it after six monthly Post Commissioning workbooks of many full sheets: the real
 * tables and views, a load a sheet in the ledger, rows by {@linkcode deviceRows}. The same arguments give the same rows.
 *
 * @param path A file that is not there yet
 * @param devices How many Devices the first month lists; later months list as many within a few in a thousand
 * @param memoryLimit In DuckDB's words; what does not fit goes to disk
 * @returns Rows written
 */
export async function writeDeviceWarehouse(
  path: string,
  { devices, seed = 1, memoryLimit = "1GB" }: { devices: number; seed?: number; memoryLimit?: string },
): Promise<number> {
  using warehouse = await openPrivate(path, { memoryLimit });
  const { connection } = warehouse;
  const extracts = await allExtracts();
  await prepareWarehouse(connection, extracts);
  const contract = extracts.find(({ name }) => name === "post_commissioning_devices")!;
  let rows = 0;
  let firstLoad = 1;
  for (const [index, month] of MONTHS.entries()) {
    const fileId = index + 1;
    const name = `Post Commissioning Information ${month}.xlsx`;
    await connection.run("begin");
    rows += await connection.run(
      `insert into extracts.post_commissioning_devices by name
       select
         ${firstLoad} + position // ${SHEET_ROWS} as load_id,
         position % ${SHEET_ROWS} + 2 as source_row,
         period_end - day(period_end)::integer + 1 as period,
         * exclude (position)
       from (select row_number() over () - 1 as position, * from (${
        deviceRows({ devices, seed, months: MONTHS, index })
      }))`,
    ).then(({ rowsChanged }) => rowsChanged);
    await connection.run(
      "insert into ledger.files values ($1, $2, $3, 0, $4::date::timestamp + interval 45 day, false, true, 0)",
      [fileId, name, createHash("sha256").update(`${name} ${devices} ${seed}`).digest("hex"), `${month}-01`],
    );
    await connection.run(
      `insert into ledger.loads
       select load_id, $1, 'post_commissioning_devices', 'Sheet' || (load_id - ${firstLoad} + 1), 1, period, count(*), 'whole'
       from extracts.post_commissioning_devices where load_id >= ${firstLoad} group by load_id, period`,
      [fileId],
    );
    for (const [column, [key, { header }]] of Object.entries(contract.columns).entries()) {
      await connection.run(
        "insert into ledger.load_columns select load_id, $1, $2, $3 from ledger.loads where file_id = $4",
        [key, columnLetters(column), header, fileId],
      );
    }
    await connection.run("commit");
    const [[last]] = (await connection.runAndReadAll("select max(load_id) from ledger.loads")).getRows() as [[number]];
    firstLoad = last + 1;
  }
  await connection.run("checkpoint");
  return rows;
}
