import {
  DATE,
  type DuckDBDataChunk,
  DuckDBDateValue,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
} from "@duckdb/node-api";
import { BIGINT, BOOLEAN, DOUBLE, listValue, VARCHAR } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import { type ColumnVector, type NumberVector, TextVector } from "../contract/column_vector.ts";
import type { ColumnKind } from "../contract/column.ts";
import { isKnownLayout } from "./vector_layout.ts";

/** A batch has at most this many rows, and begins at a multiple of it, so that a byte tells the nulls of one batch only. */
const BATCH_ROWS = 2048;

/** A text up to this many bytes stands in the vector itself (`duckdb_string_t`): its length, then its bytes. */
const INLINED = 12;
const STRING_SIZE = 16;

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
 * Fills one column of a data chunk with lists, one list per batch. Its vectors lie in memory almost as DuckDB's do. So it
 * copies them, and makes no object per value as `DuckDBDataChunk.setColumns` does. A version of DuckDB whose layout was not
 * tried gets its values through the public API, which is slower.
 *
 * @example
 * ```ts
 * import { DuckDBDataChunk, LIST, listValue } from "@duckdb/node-api";
 * import { columnVector } from "../contract/column_vector.ts";
 * import { CHUNK_TYPES, ChunkColumn } from "./chunk_column.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const chunk = DuckDBDataChunk.create([LIST(CHUNK_TYPES.text)], 1);
 * const texts = columnVector("text", 2);
 * for (const text of ["4.10", null]) texts.add(text);
 * new ChunkColumn(0, "text").write(chunk, [texts]);
 * deepStrictEqual(chunk.getColumnValues(0), [listValue(["4.10", null])]);
 * ```
 */
export class ChunkColumn {
  readonly #index: number;
  readonly #type: DuckDBType;
  readonly #isDirect: boolean;
  /** What is not laid out as DuckDB wants it is laid out here. */
  readonly #words: Uint32Array<ArrayBuffer>;

  /**
   * @param index The column's place in the chunk
   * @param kind Of its values; `id` for whole numbers of 32 bits
   * @param isDirect Whether to copy memory: only when DuckDB's layout is known
   */
  constructor(index: number, kind: ColumnKind | "id", isDirect = isKnownLayout()) {
    this.#index = index;
    this.#isDirect = isDirect;
    const type = this.#type = CHUNK_TYPES[kind];
    this.#words = new Uint32Array(type === VARCHAR ? BATCH_ROWS * 4 : type === BIGINT ? BATCH_ROWS * 2 : 0);
  }

  /** Writes batches of at most 2,048 values into a chunk that was reset and whose `rowCount` is their number. */
  write(chunk: DuckDBDataChunk, batches: readonly ColumnVector[]): void {
    if (!this.#isDirect) {
      const convert = this.#convert();
      const lists = batches.map((batch) => listValue(batch.values().map((one) => one === null ? null : convert(one))));
      return chunk.setColumnValues(this.#index, lists);
    }
    const lists = duckdb.data_chunk_get_vector(chunk.chunk, this.#index);
    duckdb.list_vector_reserve(lists, batches.length * BATCH_ROWS);
    duckdb.list_vector_set_size(lists, batches.length * BATCH_ROWS);
    const values = duckdb.list_vector_get_child(lists);
    const entries = new BigUint64Array(batches.length * 2);
    // The first batch last: a place of it is where DuckDB notes where its copies of texts are.
    for (let place = batches.length - 1; place >= 0; place--) {
      entries[place * 2] = BigInt(place * BATCH_ROWS);
      entries[place * 2 + 1] = BigInt(batches[place]!.length);
      this.#writeBatch(values, place * BATCH_ROWS, batches[place]!);
    }
    copy(lists, 0, entries, entries.byteLength);
  }

  /** How a value is handed to the public API. */
  #convert(): (value: string | number | boolean) => DuckDBValue {
    if (this.#type === BIGINT) return (value) => BigInt(value);
    if (this.#type === DATE) return (value) => new DuckDBDateValue(Number(value));
    return (value) => value;
  }

  #writeBatch(vector: Vector, first: number, values: ColumnVector): void {
    if (values instanceof TextVector) {
      fillTexts(this.#words, values, () => heapOf(vector, values));
      copy(vector, first * STRING_SIZE, this.#words, values.length * STRING_SIZE);
    } else {
      const { data, length } = values as NumberVector;
      const size = data.BYTES_PER_ELEMENT;
      if (this.#words.length === 0) copy(vector, first * size, data, length * size);
      else {
        fillCounts(this.#words, data, length);
        copy(vector, first * 8, this.#words, length * 8);
      }
    }
    if (!values.hasNulls) return;
    duckdb.vector_ensure_validity_writable(vector);
    const bytes = Math.ceil(values.length / 64) * 8;
    duckdb.copy_data_to_vector_validity(vector, first / 8, values.validity.buffer, 0, bytes);
  }
}

type Vector = ReturnType<typeof duckdb.data_chunk_get_vector>;

function copy(vector: Vector, at: number, from: { readonly buffer: ArrayBuffer }, bytes: number): void {
  duckdb.copy_data_to_vector(vector, at, from.buffer, 0, bytes);
}

/** DuckDB's own copy of all texts, one behind the other: where its bytes are in memory, in two halves. */
function heapOf(vector: Vector, texts: TextVector): readonly [low: number, high: number] {
  // One text that holds all others: DuckDB copies it to where it keeps the vector's texts, and notes the place.
  duckdb.vector_assign_string_element_len(vector, 0, texts.bytes.subarray(0, texts.ends[texts.length - 1]!));
  const noted = duckdb.vector_get_data(vector, STRING_SIZE);
  const view = new DataView(noted.buffer, noted.byteOffset, noted.byteLength);
  return [view.getUint32(8, true), view.getUint32(12, true)];
}

/** Lays texts out as DuckDB's `duckdb_string_t`: up to twelve bytes as they are, of longer ones the beginning and the place. */
function fillTexts(words: Uint32Array, texts: TextVector, heap: () => readonly [low: number, high: number]): void {
  const { bytes, ends, length } = texts;
  let place: readonly [number, number] | null = null;
  let start = 0;
  for (let row = 0; row < length; row++) {
    const end = ends[row]!;
    const size = end - start;
    const at = row * 4;
    words[at] = size;
    if (size <= INLINED) {
      for (let word = 1; word < 4; word++) {
        const from = start + word * 4 - 4;
        let letters = 0;
        // DuckDB compares all twelve bytes: those behind the text are zero.
        for (let byte = Math.min(end - from, 4) - 1; byte >= 0; byte--) letters = letters << 8 | bytes[from + byte]!;
        words[at + word] = letters;
      }
    } else {
      place ??= heap();
      words[at + 1] = bytes[start]! | bytes[start + 1]! << 8 | bytes[start + 2]! << 16 | bytes[start + 3]! << 24;
      const low = place[0] + start;
      words[at + 2] = low;
      words[at + 3] = place[1] + (low > 0xffffffff ? 1 : 0);
    }
    start = end;
  }
}

function fillCounts(words: Uint32Array, values: ArrayLike<number>, length: number): void {
  for (let row = 0; row < length; row++) {
    const value = values[row]!;
    words[row * 2] = value;
    words[row * 2 + 1] = value > 0xffffffff ? Math.floor(value / 2 ** 32) : 0;
  }
}
