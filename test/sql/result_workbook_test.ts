import { deepStrictEqual, rejects } from "node:assert/strict";
import { read, utils } from "@e965/xlsx";
import { type Provenance, resultWorkbook } from "../../etl/sql/result_workbook.ts";
import type { QueryResult, ResultColumn } from "../../etl/sql/run_query.ts";
import type { Value } from "../../etl/db/value.ts";

const PROVENANCE: Provenance = {
  classification: "white",
  warehouse: "a.duckdb",
  sha256: "c0ffee",
  lastRun: null,
  lastLoadedAt: null,
  asOf: null,
  audience: null,
  isSynthetic: false,
  engine: "v1",
};

function answer(columns: readonly ResultColumn[], rows: readonly (readonly Value[])[], rowCount = rows.length) {
  const all = async function* () {
    yield* rows;
  };
  return {
    sql: "select 1",
    columns,
    rowCount,
    seconds: 0,
    isPlan: false,
    classification: "white",
    rows: all,
  } satisfies QueryResult;
}

Deno.test("resultWorkbook() writes as text what a cell of Excel would change: long numbers, days before March 1900", async () => {
  const columns = [
    { name: "n", type: "DOUBLE", isNumeric: true },
    { name: "day", type: "DATE", isNumeric: false },
    { name: "text", type: "VARCHAR", isNumeric: false },
  ];
  const rows = [
    [999_999_999_999_999, "1900-03-01", "2019-07-01"],
    [1e15, "1900-02-28", "=1+1"],
    [-1e15, "1899-12-31", "0012"],
  ];
  const { bytes } = await resultWorkbook(answer(columns, rows), Infinity, PROVENANCE);
  const sheet = read(bytes, { type: "array" }).Sheets.Result!;
  deepStrictEqual(utils.sheet_to_json(sheet, { header: 1, raw: true }).slice(1), [
    // Excel counts 29 February 1900, which was no day: 1 March is its day 61.
    [999_999_999_999_999, 61, "2019-07-01"],
    ["1000000000000000", "1900-02-28", "=1+1"],
    ["-1000000000000000", "1899-12-31", "0012"],
  ]);
});

Deno.test("resultWorkbook() refuses more rows than a sheet holds under its header", async () => {
  const columns = [{ name: "n", type: "BIGINT", isNumeric: true }];
  await rejects(resultWorkbook(answer(columns, [], 1_048_576), Infinity, PROVENANCE), { exitCode: 2 });
  deepStrictEqual((await resultWorkbook(answer(columns, [], 1_048_576), 1_048_575, PROVENANCE)).rows, 1_048_575);
});
