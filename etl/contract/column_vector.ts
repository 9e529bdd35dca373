import type { ColumnKind } from "./column.ts";
import type { CellValue } from "./cell_value.ts";

/**
 * The values of one column of some rows, in a layout that a database takes without one object per value. The bits of
 * `validity` mark nulls, in DuckDB's format.
 */
export abstract class ColumnVector {
  length = 0;
  /** One bit per value, the lowest first. 0 means null. */
  validity = new Uint8Array(256).fill(0xff);
  hasNulls = false;

  /** @param value In the form that {@linkcode ColumnKind} defines */
  abstract add(value: CellValue | null): void;

  /** Adds values of another vector of the same kind. */
  abstract addRange(from: ColumnVector, start: number, end: number): void;

  /** The value at a place that is not null. */
  protected abstract at(place: number): CellValue;

  isNull(place: number): boolean {
    // Places beyond the bits are not null.
    return this.hasNulls && ((this.validity[place >> 3] ?? 0xff) & (1 << (place & 7))) === 0;
  }

  /** The value at a place, or null. */
  value(place: number): CellValue | null {
    return this.isNull(place) ? null : this.at(place);
  }

  values(): (CellValue | null)[] {
    return Array.from({ length: this.length }, (_, place) => this.value(place));
  }

  clear(): void {
    this.length = 0;
    if (this.hasNulls) this.validity.fill(0xff);
    this.hasNulls = false;
  }

  /** Marks the place at `length` as null. The caller increases `length`. */
  protected markNull(): void {
    const byte = this.length >> 3;
    if (byte >= this.validity.length) {
      const grown = new Uint8Array(byte * 2).fill(0xff);
      grown.set(this.validity);
      this.validity = grown;
    }
    this.validity[byte]! &= ~(1 << (this.length & 7));
    this.hasNulls = true;
  }
}

/** Numbers, days and booleans. */
export class NumberVector extends ColumnVector {
  data: Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;
  readonly #isYesNo: boolean;

  /** @param room The initial capacity; the vector grows when needed */
  constructor(kind: Exclude<ColumnKind, "text">, room: number) {
    super();
    this.#isYesNo = kind === "yes_no";
    this.data = this.#isYesNo
      ? new Uint8Array(room)
      : kind === "count" || kind === "percent"
      ? new Float64Array(room)
      : new Int32Array(room);
  }

  override add(value: CellValue | null): void {
    if (value === null) this.markNull();
    this.addNumber(Number(value));
  }

  addNumber(value: number): void {
    if (this.length === this.data.length) this.#grow(this.length + 1);
    this.data[this.length++] = value;
  }

  override addRange(from: ColumnVector, start: number, end: number): void {
    const { data } = from as NumberVector;
    if (this.length + end - start > this.data.length) this.#grow(this.length + end - start);
    if (!from.hasNulls) {
      this.data.set(data.subarray(start, end), this.length);
      this.length += end - start;
    } else {
      for (let place = start; place < end; place++) {
        if (from.isNull(place)) this.markNull();
        this.data[this.length++] = data[place]!;
      }
    }
  }

  protected override at(place: number): CellValue {
    return this.#isYesNo ? this.data[place] === 1 : this.data[place]!;
  }

  #grow(needed: number): void {
    const Data = this.data.constructor as Float64ArrayConstructor;
    const grown = new Data(Math.max(needed, this.data.length * 2));
    grown.set(this.data);
    this.data = grown;
  }
}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

/** Texts as consecutive UTF-8 bytes. */
export class TextVector extends ColumnVector {
  bytes: Uint8Array<ArrayBuffer>;
  /** The end of each text in `bytes`. A text begins at the end of the one before it. */
  ends: Uint32Array<ArrayBuffer>;

  /** @param room As in {@link NumberVector} */
  constructor(room: number) {
    super();
    this.bytes = new Uint8Array(room * 24);
    this.ends = new Uint32Array(room);
  }

  /** The start in `bytes` of the text at a place. */
  start(place: number): number {
    return place === 0 ? 0 : this.ends[place - 1]!;
  }

  override add(value: CellValue | null): void {
    const used = this.start(this.length);
    if (value === null) {
      this.markNull();
      return this.#end(used);
    }
    const text = value as string;
    this.#reserve(used + text.length * 3);
    this.#end(used + ENCODER.encodeInto(text, this.bytes.subarray(used)).written);
  }

  /** Adds the text encoded in some UTF-8 bytes. */
  addBytes(from: Uint8Array, start: number, end: number): void {
    let at = this.start(this.length);
    this.#reserve(at + end - start);
    const { bytes } = this;
    // Byte by byte, because for a few dozen bytes that is faster than a call.
    while (start < end) bytes[at++] = from[start++]!;
    this.#end(at);
  }

  override addRange(from: ColumnVector, start: number, end: number): void {
    const other = from as TextVector;
    const begin = other.start(start);
    const used = this.start(this.length);
    this.#reserve(used + other.start(end) - begin);
    this.bytes.set(other.bytes.subarray(begin, other.start(end)), used);
    for (let place = start; place < end; place++) {
      if (other.isNull(place)) this.markNull();
      this.#end(other.ends[place]! - begin + used);
    }
  }

  protected override at(place: number): CellValue {
    return DECODER.decode(this.bytes.subarray(this.start(place), this.ends[place]));
  }

  #reserve(needed: number): void {
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes);
    this.bytes = grown;
  }

  #end(end: number): void {
    if (this.length === this.ends.length) {
      const grown = new Uint32Array(this.ends.length * 2 + 1);
      grown.set(this.ends);
      this.ends = grown;
    }
    this.ends[this.length++] = end;
  }
}

/**
 * Makes an empty vector for a column's values.
 *
 * @example
 * ```ts
 * import { columnVector } from "./column_vector.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const texts = columnVector("text", 2);
 * for (const text of ["4.10", null, "Zoë"]) texts.add(text);
 * deepStrictEqual(texts.values(), ["4.10", null, "Zoë"]);
 * ```
 */
export function columnVector(kind: ColumnKind, room: number): ColumnVector {
  return kind === "text" ? new TextVector(room) : new NumberVector(kind, room);
}
