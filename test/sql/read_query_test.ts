import { rejects, strictEqual } from "node:assert/strict";
import { readQuery } from "../../etl/sql/read_query.ts";

/** So many megabytes of blanks, piped in. */
function piped(megabytes: number): ReadableStream<Uint8Array> {
  return ReadableStream.from(Array.from({ length: megabytes }, () => new Uint8Array(1024 * 1024).fill(0x20)));
}

Deno.test("readQuery() reads what is piped in, to the length of a query nobody writes", async () => {
  strictEqual(await readQuery({}, ReadableStream.from([new TextEncoder().encode("select 1")])), "select 1");
  await rejects(readQuery({}, piped(17)), { exitCode: 2, message: /standard input": it is longer than 16 MB$/ });
  await rejects(readQuery({}, piped(1)), { exitCode: 2, message: /^Cannot run sql without a query/ });
});

Deno.test("readQuery() refuses what is no text in UTF-8", async () => {
  await rejects(readQuery({}, ReadableStream.from([Uint8Array.of(0xff, 0xfe)])), {
    exitCode: 2,
    message: /not text in UTF-8/,
  });
});
