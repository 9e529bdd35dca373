import { deepStrictEqual, rejects } from "node:assert/strict";
import { BatchBuilder } from "../../etl/contract/batch_builder.ts";
import type { Extract } from "../../etl/contract/extract.ts";
import actions from "../../etl/extracts/actions.ts";
import csr from "../../etl/extracts/csr_variance.ts";
import { RowWriter } from "../../etl/load/row_writer.ts";
import { createExtractTables } from "../../etl/warehouse/extract_table.ts";
import { createLedger } from "../../etl/warehouse/ledger.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";

async function emptyWarehouse(extracts: readonly Extract[]) {
  const warehouse = await openPrivate(":memory:");
  await createLedger(warehouse.connection);
  await createExtractTables(warehouse.connection, extracts);
  await warehouse.connection.run("begin");
  return warehouse;
}

const sheetOf = (extract: Extract) => ({
  sheet: extract.name,
  extract,
  headerRow: 1,
  columns: [],
  ignoredHeaders: [],
  titleLines: [],
});

Deno.test("RowWriter.add() keeps every row and their order when more come than it lets wait", async () => {
  using warehouse = await emptyWarehouse([csr]);
  const writer = new RowWriter(warehouse.connection, 1);
  const builder = new BatchBuilder(sheetOf(csr));
  const count = 300_001;
  for (let row = 2; row < count + 2; row++) {
    // Every seventh is null, every eleventh text is longer than DuckDB keeps in place.
    const user = row % 11 === 0 ? `a User whose name is long ${row}` : `U${row}`;
    builder.addRow(row, 18078, [18078, user, null, row % 7 === 0 ? null : row, row]);
    if (builder.isFull) await writer.add(builder.take());
  }
  await writer.add(builder.take());
  await writer.close();
  await warehouse.connection.run("commit"); // Only then are rowids places.
  deepStrictEqual(
    await rows(
      warehouse.connection,
      `select count(*) as n, count(forecast_volume) as forecasts, min(source_row) as first, max(source_row) as last,
         count_if(rowid <> source_row - 2) as misplaced,
         count_if(actual_volume <> source_row or coalesce(forecast_volume, source_row) <> source_row
           or regexp_extract(user_id, '\\d+$') <> source_row::varchar or (user_id like 'a %') <> (source_row % 11 = 0)) as wrong
       from extracts.csr_variance`,
    ),
    [{ n: count, forecasts: count - Math.floor((count + 1) / 7), first: 2, last: count + 1, misplaced: 0, wrong: 0 }],
  );
});

Deno.test("RowWriter.add() keeps rows of two extracts in turns apart", async () => {
  using warehouse = await emptyWarehouse([csr, actions]);
  const writer = new RowWriter(warehouse.connection, 1);
  const blank = Object.keys(actions.columns).map(() => null);
  for (let turn = 0; turn < 5; turn++) {
    const one = new BatchBuilder(sheetOf(csr));
    one.addRow(turn + 2, 18078, [18078, `U${turn}`, null, turn, turn]);
    await writer.add(one.take());
    const other = new BatchBuilder(sheetOf(actions));
    other.addRow(turn + 2, 18078, blank);
    await writer.add(other.take());
  }
  await writer.close();
  const numbers = [2, 3, 4, 5, 6];
  const sourceRows = async (table: string) =>
    (await rows(warehouse.connection, `select source_row from extracts.${table}`)).map(({ source_row }) => source_row);
  deepStrictEqual(await sourceRows("csr_variance"), numbers);
  deepStrictEqual(await sourceRows("actions"), numbers);
});

Deno.test("RowWriter.add() keeps every row when thousands of batches have one each, and texts are as long as a cell's can be", async () => {
  using warehouse = await emptyWarehouse([csr]);
  const writer = new RowWriter(warehouse.connection, 1);
  const count = 3000;
  for (let row = 2; row < count + 2; row++) {
    const builder = new BatchBuilder(sheetOf(csr));
    builder.addRow(row, 18078, [18078, `U${row}`, row % 3 === 0 ? "x".repeat(32_767) : "x", null, row]);
    await writer.add(builder.take());
  }
  await writer.close();
  deepStrictEqual(
    await rows(
      warehouse.connection,
      "select count(*) as n, sum(length(user_name)) as letters, count_if(user_id <> 'U' || source_row) as wrong from extracts.csr_variance",
    ),
    [{ n: count, letters: 1000 * 32_767 + 2000, wrong: 0 }],
  );
});

Deno.test("RowWriter.close() throws what DuckDB could not write", async () => {
  using warehouse = await emptyWarehouse([csr]);
  const writer = new RowWriter(warehouse.connection, 1);
  await warehouse.connection.run("drop table extracts.csr_variance");
  const builder = new BatchBuilder(sheetOf(csr));
  builder.addRow(2, 18078, [18078, "U1", null, 1, 1]);
  await writer.add(builder.take());
  await rejects(() => writer.close(), /csr_variance does not exist/);
});
