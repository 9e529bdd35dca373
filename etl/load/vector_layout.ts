import { BIGINT, BOOLEAN, DATE, DOUBLE, DuckDBDataChunk, DuckDBDateValue, INTEGER } from "@duckdb/node-api";
import { type DuckDBType, type DuckDBValue, LIST, listValue, VARCHAR } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";

/** DuckDB's versions for which the layout of vectors in memory was tried. Another one is written through the public API. */
const TRIED: readonly string[] = ["v1.5.5"];

let isKnown: boolean | undefined;

/**
 * Whether DuckDB's vectors lie in memory as `ChunkColumn` expects. It writes a few values through DuckDB's public API, and
 * looks at their bytes. Nothing is written at a place of ours before this is true.
 *
 * @param version DuckDB's own when left out
 *
 * @example
 * ```ts
 * import { isKnownLayout } from "./vector_layout.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(isKnownLayout(), true);
 * strictEqual(isKnownLayout("v9.9.9"), false);
 * ```
 */
export function isKnownLayout(version?: string): boolean {
  if (version !== undefined) return TRIED.includes(version);
  return isKnown ??= TRIED.includes(duckdb.library_version()) &&
    PROBES.every(([type, value, bytes]) => startsWith(bytesOf(type, value), bytes));
}

/** A value of each type, and how its bytes begin. After the first four letters of a long text comes a place in memory. */
const PROBES: readonly (readonly [type: DuckDBType, value: DuckDBValue, bytes: readonly number[]])[] = [
  [INTEGER, 258, [2, 1, 0, 0]],
  [DATE, new DuckDBDateValue(-2), [254, 255, 255, 255]],
  [BIGINT, 2n ** 40n + 5n, [5, 0, 0, 0, 0, 1, 0, 0]],
  [DOUBLE, 1.5, [0, 0, 0, 0, 0, 0, 248, 63]],
  [BOOLEAN, true, [1]],
  [VARCHAR, "abc", [3, 0, 0, 0, 97, 98, 99, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  [VARCHAR, "abcdefghijkl", [12, 0, 0, 0, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108]],
  [VARCHAR, "abcdefghijklm", [13, 0, 0, 0, 97, 98, 99, 100]],
  [LIST(INTEGER), listValue([7, 8, 9]), [0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]],
];

function bytesOf(type: DuckDBType, value: DuckDBValue): Uint8Array {
  const chunk = DuckDBDataChunk.create([type], 1);
  chunk.setColumnValues(0, [value]);
  return duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, 0), 16);
}

function startsWith(bytes: Uint8Array, expected: readonly number[]): boolean {
  return expected.every((byte, place) => bytes[place] === byte);
}
