import { deepStrictEqual, rejects } from "node:assert/strict";
import type { Extract } from "../../etl/contract/extract.ts";
import { createExtractTables } from "../../etl/warehouse/extract_table.ts";
import { rows } from "../../etl/db/rows.ts";
import { TRIPS, warehouseWith } from "./fixture.ts";

const withColumns = (columns: Extract["columns"]): Extract => ({ ...TRIPS, columns });

Deno.test("createExtractTables() declares every column from the contract, and labels it", async () => {
  using warehouse = await warehouseWith({});
  deepStrictEqual(
    await rows(
      warehouse.connection,
      `select column_name, data_type, classification
       from duckdb_columns() inner join ledger.column_classes using (schema_name, table_name, column_name)
       where schema_name = 'extracts' and table_name = 'trips' order by column_index`,
    ),
    [
      { column_name: "load_id", data_type: "INTEGER", classification: "white" },
      { column_name: "source_row", data_type: "INTEGER", classification: "red" },
      { column_name: "period", data_type: "DATE", classification: "white" },
      { column_name: "month", data_type: "DATE", classification: "white" },
      { column_name: "region", data_type: "VARCHAR", classification: "white" },
      { column_name: "volume", data_type: "BIGINT", classification: "amber" },
      { column_name: "driver", data_type: "VARCHAR", classification: "red" },
    ],
  );
});

Deno.test("createExtractTables() adds a column the contract gained, null in the rows loaded before", async () => {
  using warehouse = await warehouseWith({});
  await warehouse.connection.run("insert into extracts.trips values (1, 2, null, '2019-07-01', 'North', 3, 'Ann')");
  const share = { kind: "percent", header: "Share", classification: "red", description: "Share" } as const;
  await createExtractTables(warehouse.connection, [withColumns({ share, ...TRIPS.columns })]);
  deepStrictEqual(await rows(warehouse.connection, "select region, share from extracts.trips"), [
    { region: "North", share: null },
  ]);
});

Deno.test("createExtractTables() refuses a column whose type changed, and one that is gone", async () => {
  using warehouse = await warehouseWith({});
  const { driver: _driver, ...rest } = TRIPS.columns;
  await rejects(() => createExtractTables(warehouse.connection, [withColumns(rest)]), {
    exitCode: 1,
    message: /extracts\.trips because its contract dropped column driver.*`deno task load --rebuild`/,
  });
  const driver = { ...TRIPS.columns.driver!, kind: "count" } as const;
  await rejects(() => createExtractTables(warehouse.connection, [withColumns({ ...rest, driver })]), {
    message: /its contract wants BIGINT for column driver, which is VARCHAR/,
  });
});
