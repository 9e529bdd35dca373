import { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import fc from "fast-check";
import { deepStrictEqual } from "node:assert/strict";
import { columnVector } from "../../etl/contract/column_vector.ts";
import { CHUNK_TYPES, ChunkColumn } from "../../etl/load/chunk_column.ts";
import type { ColumnKind } from "../../etl/contract/extract.ts";
import { rows } from "../../etl/warehouse/rows.ts";

type Values = readonly (string | number | boolean | null)[];

/** What DuckDB holds of batches written one after the other through one reused chunk, in the form `rows` gives it. */
async function throughDuckDB(kind: ColumnKind, batches: readonly Values[]) {
  const connection = await DuckDBConnection.create();
  const type = CHUNK_TYPES[kind];
  await connection.run(`create table a (place integer, value ${type})`);
  const appender = await connection.createAppender("a");
  const chunk = DuckDBDataChunk.create([CHUNK_TYPES.id, type]);
  const columns = [new ChunkColumn(0, "id"), new ChunkColumn(1, kind)] as const;
  let place = 0;
  for (const values of batches) {
    chunk.reset();
    chunk.rowCount = values.length;
    const places = columnVector("date", 1);
    const vector = columnVector(kind, 1);
    for (const value of values) {
      places.add(place++);
      vector.add(value);
    }
    columns[0].write(chunk, places);
    columns[1].write(chunk, vector);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  const found = await rows(connection, "select value from a order by place");
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

Deno.test("ChunkColumn.write() forgets the nulls and texts of the batch before", async () => {
  const full = Array.from({ length: 2048 }, (_, index) => `a text longer than twelve bytes ${index}`);
  const blank = full.map(() => null);
  const short = full.map((_, index) => `${index}`);
  deepStrictEqual(await throughDuckDB("text", [full, blank, short]), [...full, ...blank, ...short]);
});

Deno.test("ChunkColumn.write() keeps any texts and counts", async () => {
  const texts = fc.array(fc.option(fc.string({ unit: "binary", maxLength: 20 })), { minLength: 1, maxLength: 100 });
  const counts = fc.array(fc.option(fc.maxSafeNat()), { minLength: 1, maxLength: 100 });
  await fc.assert(
    fc.asyncProperty(texts, counts, async (texts, counts) => {
      // A lone surrogate is no character: no UTF-8 stands for it.
      const whole = texts.map((text) => text?.toWellFormed() ?? null);
      deepStrictEqual(await throughDuckDB("text", [whole]), whole);
      deepStrictEqual(await throughDuckDB("count", [counts]), counts);
    }),
    { numRuns: 20 },
  );
});
