import { DuckDBConnection } from "@duckdb/node-api";
import { assert, asyncProperty, string } from "fast-check";
import { strictEqual, throws } from "node:assert/strict";
import { quoteIdentifier, quoteLiteral } from "../../etl/db/quote.ts";

Deno.test("quoteIdentifier() and quoteLiteral() name and return any text DuckDB can hold", async () => {
  const connection = await DuckDBConnection.create();
  const text = string({ unit: "grapheme", minLength: 1 }).filter((one) => !one.includes("\0") && one.trim() !== "");
  await assert(
    asyncProperty(text, text, async (name, value) => {
      const reader = await connection.runAndReadAll(`select ${quoteLiteral(value)} as ${quoteIdentifier(name)}`);
      strictEqual(reader.columnName(0), name);
      strictEqual(reader.value(0, 0), value);
    }),
    { numRuns: 200 },
  );
  connection.closeSync();
});

Deno.test("quoteLiteral() refuses a NUL character", () => {
  throws(() => quoteLiteral("a\0b"), RangeError);
});
