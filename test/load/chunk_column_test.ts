import { DuckDBConnection, DuckDBTableFunction, LIST } from "@duckdb/node-api";
import fc from "fast-check";
import { deepStrictEqual } from "node:assert/strict";
import { columnVector } from "../../etl/contract/column_vector.ts";
import { CHUNK_TYPES, ChunkColumn } from "../../etl/load/chunk_column.ts";
import type { ColumnKind } from "../../etl/contract/column.ts";
import { rows } from "../../etl/db/rows.ts";

type Values = readonly (string | number | boolean | null)[];

/** What DuckDB holds, written by copying memory. The public API must write the same. */
async function throughDuckDB(kind: ColumnKind, batches: readonly Values[]) {
  const direct = await written(kind, batches, true);
  deepStrictEqual(await written(kind, batches, false), direct);
  return direct;
}

/** What DuckDB holds of batches written as lists of one chunk and unnested, in the form `rows` gives it. */
async function written(kind: ColumnKind, batches: readonly Values[], isDirect: boolean) {
  const connection = await DuckDBConnection.create();
  const vectors = batches.map((values) => {
    const vector = columnVector(kind, 1);
    for (const value of values) vector.add(value);
    return vector;
  });
  let isGiven = false;
  connection.registerTableFunction(DuckDBTableFunction.create({
    name: "lists",
    bindFunction: (info) => info.addResultColumn("lists", LIST(CHUNK_TYPES[kind])),
    initFunction: () => {},
    mainFunction: (_info, chunk) => {
      chunk.rowCount = isGiven ? 0 : vectors.length;
      if (!isGiven) new ChunkColumn(0, kind, isDirect).write(chunk, vectors);
      isGiven = true;
    },
  }));
  const found = await rows(connection, "select unnest(lists) as value from lists()");
  connection.closeSync();
  return found.map(({ value }) => value);
}

Deno.test("ChunkColumn.write() keeps texts of every length and script, and tells an empty text from none", async () => {
  const texts = [
    "",
    null,
    "4.10",
    "twelve bytes",
    "thirteen byte",
    "Zoë",
    "naïveté 1234",
    "日本語",
    "💂💂💂",
    "a\0b",
    "a\0b, longer than twelve",
    "x".repeat(32_767),
  ];
  deepStrictEqual(await throughDuckDB("text", [texts, [...texts].reverse()]), [...texts, ...[...texts].reverse()]);
});

Deno.test("ChunkColumn.write() keeps whole numbers up to the last safe one", async () => {
  const counts = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, null, Number.MAX_SAFE_INTEGER];
  deepStrictEqual(await throughDuckDB("count", [counts]), counts);
});

Deno.test("ChunkColumn.write() keeps percentages, days and answers", async () => {
  deepStrictEqual(await throughDuckDB("percent", [[99.35, null, 0.1]]), [99.35, null, 0.1]);
  deepStrictEqual(await throughDuckDB("date", [[18078, null, 0, -1]]), [
    "2019-07-01",
    null,
    "1970-01-01",
    "1969-12-31",
  ]);
  deepStrictEqual(await throughDuckDB("yes_no", [[true, null, false]]), [true, null, false]);
});

Deno.test("ChunkColumn.write() keeps nulls and texts of one batch out of the others", async () => {
  const full = Array.from({ length: 2048 }, (_, index) => `a text longer than twelve bytes ${index}`);
  const blank = full.map(() => null);
  const short = full.map((_, index) => `${index}`);
  const batches = [full, blank, short, ["the last, a long one", null], full];
  deepStrictEqual(await throughDuckDB("text", batches), batches.flat());
});

Deno.test("ChunkColumn.write() keeps any texts and counts", async () => {
  const texts = fc.array(fc.option(fc.string({ unit: "binary", maxLength: 20 })), { minLength: 1, maxLength: 100 });
  const counts = fc.array(fc.option(fc.maxSafeNat()), { minLength: 1, maxLength: 100 });
  await fc.assert(
    fc.asyncProperty(texts, counts, async (texts, counts) => {
      // A lone surrogate is no character: no UTF-8 stands for it.
      const whole = texts.map((text) => text?.toWellFormed() ?? null);
      deepStrictEqual(await throughDuckDB("text", [whole, whole]), [...whole, ...whole]);
      deepStrictEqual(await throughDuckDB("count", [counts, counts]), [...counts, ...counts]);
    }),
    { numRuns: 20 },
  );
});
