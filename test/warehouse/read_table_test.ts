import { DuckDBConnection } from "@duckdb/node-api";
import { deepStrictEqual } from "node:assert/strict";
import { readTable } from "../../etl/db/read_table.ts";
import { rows } from "../../etl/db/rows.ts";

const read = async (sql: string, parameters: (string | number | boolean | null)[] = []) => {
  const connection = await DuckDBConnection.create();
  try {
    return await readTable(connection, sql, parameters);
  } finally {
    connection.closeSync();
  }
};

Deno.test("readTable() gives safe integers as numbers and larger ones as their digits", async () => {
  const { rows } = await read(
    "select 9007199254740991::bigint, 9007199254740992::bigint, -9007199254740992::hugeint, sum(n) from (values (1), (2)) v(n)",
  );
  deepStrictEqual(rows, [[9007199254740991, "9007199254740992", "-9007199254740992", 3]]);
});

Deno.test("readTable() gives dates and timestamps as ISO text without a zone", async () => {
  const { rows } = await read(
    `select date '2019-07-01', date '0999-01-02', timestamp '2019-08-14 09:05:00', timestamp '2019-08-14 09:05:00.250',
       timestamp '2019-08-14 10:00:00', timestamp '2019-08-14 00:00:20'`,
  );
  deepStrictEqual(rows, [[
    "2019-07-01",
    "0999-01-02",
    "2019-08-14T09:05:00",
    "2019-08-14T09:05:00.25",
    "2019-08-14T10:00:00",
    "2019-08-14T00:00:20",
  ]]);
});

Deno.test("readTable() gives decimals and doubles as numbers, and null, booleans and text as they are", async () => {
  const { rows } = await read("select 112.8::decimal(9, 1), 112.8::double, null, true, 'O''Brien', '4.10'");
  deepStrictEqual(rows, [[112.8, 112.8, null, true, "O'Brien", "4.10"]]);
});

Deno.test("readTable() names columns, also of no rows, and tells twins apart", async () => {
  const { columns, rows } = await read("select 1 as n, 2 as n, date '2019-07-01' as day where false");
  deepStrictEqual(columns.map((column) => column.type), ["INTEGER", "INTEGER", "DATE"]);
  deepStrictEqual(new Set(columns.map((column) => column.name)).size, 3);
  deepStrictEqual(rows, []);
});

Deno.test("readTable() binds parameters and never reads them as SQL", async () => {
  const { rows } = await read("select $1, $2, $3::date, $4", ["'; drop table a; --", 15, "2019-07-01", null]);
  deepStrictEqual(rows, [["'; drop table a; --", 15, "2019-07-01", null]]);
});

Deno.test("rows() gives objects by column name", async () => {
  const connection = await DuckDBConnection.create();
  deepStrictEqual(await rows(connection, "select 'North' as region, 96.6 as achieved_percent"), [
    { region: "North", achieved_percent: 96.6 },
  ]);
  connection.closeSync();
});
