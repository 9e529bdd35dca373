import { DATE, type DuckDBDataChunk, type DuckDBType, INTEGER } from "@duckdb/node-api";
import { BIGINT, BOOLEAN, DOUBLE, VARCHAR } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import type { ColumnKind } from "../contract/extract.ts";

/** DuckDB takes at most this many rows in a data chunk. */
const MAX_ROWS = 2048;

/** A text up to this many bytes stands in the vector itself (`duckdb_string_t`): its length, then its bytes. */
const INLINED = 12;
const STRING_SIZE = 16;

/** What a batch holds in one column; a date is days since 1970-01-01. */
export type ChunkValues = readonly (string | number | boolean | null)[];

/** DuckDB's type of each kind of column. */
export const CHUNK_TYPES: Readonly<Record<ColumnKind | "id", DuckDBType>> = {
  id: INTEGER,
  text: VARCHAR,
  count: BIGINT,
  percent: DOUBLE,
  date: DATE,
  month: DATE,
  quarter: DATE,
  period: DATE,
  yes_no: BOOLEAN,
};

/**
 * Fills one column of data chunks. The values go into a buffer laid out as DuckDB's vector is and from there into the
 * vector in one copy: no object a value, as `DuckDBDataChunk.setColumns` wants for dates and whole numbers.
 *
 * @example
 * ```ts
 * import { DuckDBDataChunk } from "@duckdb/node-api";
 * import { CHUNK_TYPES, ChunkColumn } from "./chunk_column.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const chunk = DuckDBDataChunk.create([CHUNK_TYPES.text], 2);
 * new ChunkColumn(0, "text").write(chunk, ["4.10", null]);
 * deepStrictEqual(chunk.getColumnValues(0), ["4.10", null]);
 * ```
 */
export class ChunkColumn {
  readonly #index: number;
  readonly #fill: (values: ChunkValues) => void;
  readonly #bytes: Uint8Array;
  readonly #validity = new Uint8Array(MAX_ROWS / 8);
  /** Places of the texts too long to stand in the vector. */
  readonly #long: number[] = [];

  /**
   * @param index The column's place in the chunk
   * @param kind Of its values; `id` for whole numbers of 32 bits
   */
  constructor(index: number, kind: ColumnKind | "id") {
    this.#index = index;
    const { fill, bytes } = this.#layout(kind);
    this.#fill = fill;
    this.#bytes = bytes;
  }

  /** Writes the values into a chunk that was reset and whose `rowCount` is their number. */
  write(chunk: DuckDBDataChunk, values: ChunkValues): void {
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, this.#index);
    this.#fill(values);
    const size = this.#bytes.length / MAX_ROWS * values.length;
    duckdb.copy_data_to_vector(vector, 0, this.#bytes.buffer as ArrayBuffer, 0, size);
    for (const row of this.#long) duckdb.vector_assign_string_element(vector, row, values[row] as string);
    this.#long.length = 0;
    if (values.includes(null)) this.#writeNulls(vector, values);
  }

  #writeNulls(vector: ReturnType<typeof duckdb.data_chunk_get_vector>, values: ChunkValues): void {
    const validity = this.#validity.fill(0xff);
    for (let row = 0; row < values.length; row++) {
      if (values[row] === null) validity[row >> 3]! &= ~(1 << (row & 7));
    }
    duckdb.vector_ensure_validity_writable(vector);
    duckdb.copy_data_to_vector_validity(vector, 0, validity.buffer, 0, Math.ceil(values.length / 64) * 8);
  }

  /** What a null leaves in the buffer is of no account. */
  #layout(kind: ColumnKind | "id"): { readonly fill: (values: ChunkValues) => void; readonly bytes: Uint8Array } {
    switch (CHUNK_TYPES[kind]) {
      case VARCHAR: {
        const bytes = new Uint8Array(MAX_ROWS * STRING_SIZE);
        return { bytes, fill: (values) => this.#fillTexts(bytes, new Uint32Array(bytes.buffer), values) };
      }
      case BIGINT: {
        const items = new Int32Array(MAX_ROWS * 2);
        return { bytes: new Uint8Array(items.buffer), fill: (values) => fillCounts(items, values) };
      }
      case DOUBLE:
        return plain(new Float64Array(MAX_ROWS));
      case BOOLEAN:
        return plain(new Uint8Array(MAX_ROWS));
      default:
        return plain(new Int32Array(MAX_ROWS));
    }
  }

  #fillTexts(bytes: Uint8Array, lengths: Uint32Array, values: ChunkValues): void {
    for (let row = 0; row < values.length; row++) {
      const text = values[row] as string | null;
      // Of a null row, too, the length counts: DuckDB may copy the text before it looks whether there is one.
      lengths[row * 4] = 0;
      if (text === null) continue;
      if (text.length > INLINED || !copyAscii(text, bytes, row * STRING_SIZE + 4)) this.#long.push(row);
      else lengths[row * 4] = text.length;
    }
  }
}

/** @returns False when a letter is not ASCII, so that its bytes are more than its length */
function copyAscii(text: string, bytes: Uint8Array, start: number): boolean {
  for (let at = 0; at < INLINED; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    if (code > 0x7f) return false;
    bytes[start + at] = code;
  }
  return true;
}

/** In halves of 32 bits: a safe integer fits, and no BigInt is made for it. */
function fillCounts(items: Int32Array, values: ChunkValues): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number | null ?? 0;
    items[row * 2] = value | 0;
    items[row * 2 + 1] = Math.floor(value / 2 ** 32);
  }
}

function plain(items: Int32Array | Float64Array | Uint8Array) {
  const fill = (values: ChunkValues) => {
    for (let row = 0; row < values.length; row++) items[row] = Number(values[row]);
  };
  return { bytes: new Uint8Array(items.buffer), fill };
}
