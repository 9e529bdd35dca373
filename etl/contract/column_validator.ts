import type { CellBlock } from "../workbook/xlsx/cell_block.ts";
import { SCANNED } from "../workbook/xlsx/row_scanner.ts";
import type { CellReader } from "./cell_reader.ts";
import { type ColumnVector, NumberVector, TextVector } from "./column_vector.ts";
import { isCanonicalEui64 } from "./eui_64.ts";
import type { Column } from "./column.ts";
import { isPercentFormat } from "./is_percent_format.ts";
import { Rejection } from "./rejection.ts";
import type { CellValue } from "./cell_value.ts";

/** Cells remembered for a column. */
const SLOTS = 4096;
const VALUE = 1;
const BLANK = 2;
const BAD = 3;

/**
 * Reads one column of blocks. What a cell means is asked of the column's reader of cells, once for each number, answer or
 * shared text where they repeat; itself it knows only the two cells that mostly do not: a whole number in a column of
 * counts, and a code in a column of texts that takes any.
 */
export class ColumnValidator {
  readonly #read: CellReader;
  /** Whether any text is a value, as it stands. */
  readonly #takesCodes: boolean;
  /** Whether a text is a value as it stands when it is a canonical EUI-64. */
  readonly #takesEui64s: boolean;
  readonly #takesCounts: boolean;

  // What was lately asked, by a hash of it: its meta and value, and the answer.
  readonly #metas = new Uint32Array(SLOTS);
  readonly #words = new Int32Array(SLOTS * 2);
  readonly #answers = new Uint8Array(SLOTS);
  readonly #numbers = new Float64Array(SLOTS);
  readonly #texts: (Uint8Array | undefined)[] = [];

  /** @param read The column's reader */
  constructor(column: Column, read: CellReader) {
    this.#read = read;
    const isFree = column.kind === "text" && column.rule === undefined;
    this.#takesCodes = isFree && column.form === undefined;
    this.#takesEui64s = isFree && column.form === "eui_64";
    this.#takesCounts = column.kind === "count" && column.rule === undefined;
  }

  /**
   * Reads a block's cells.
   *
   * @param index The column in the sheet
   * @param vector Empty; gets a value a row, a null where the cell is bad
   * @param bad Set to 1 at each row whose cell is no value
   */
  judge(block: CellBlock, index: number, vector: ColumnVector, bad: Uint8Array): void {
    const blank = this.#read(undefined);
    if (index >= block.width) {
      for (let row = 0; row < block.length; row++) this.#put(blank, row, vector, bad);
      return;
    }
    const { metas, doubles, words } = block.column(index);
    const { input, values } = block;
    const strings = values.strings;
    const isAnyText = this.#takesCodes;
    const texts = (isAnyText || this.#takesEui64s) && vector instanceof TextVector ? vector : null;
    const counts = this.#takesCounts && vector instanceof NumberVector ? vector : null;
    let countMeta = 0; // The meta of numbers whose format makes nothing else of them.
    for (let row = 0; row < metas.length; row++) {
      const meta = metas[row]!;
      if (meta === 0) {
        this.#put(blank, row, vector, bad);
        continue;
      }
      const kind = meta & 0xff;
      if (texts !== null) {
        if (kind === SCANNED.shared) {
          const id = words[row * 2]!;
          const first = strings!.start(id);
          const end = strings!.end(id);
          if (isAnyText ? strings!.isCode(id) : isCanonicalEui64(strings!.bytes, first, end)) {
            texts.addBytes(strings!.bytes, first, end);
            continue;
          }
        } else if (kind === SCANNED.code) {
          const first = words[row * 2]!;
          const end = words[row * 2 + 1]!;
          if (isAnyText || isCanonicalEui64(input, first, end)) {
            texts.addBytes(input, first, end);
            continue;
          }
        }
      } else if (counts !== null && kind === SCANNED.number) {
        if (meta !== countMeta) {
          const format = values.format(meta >>> 8);
          countMeta = format.isDate || isPercentFormat(format.code) ? 0 : meta;
        }
        const value = doubles[row]!;
        if (meta === countMeta && value >= 0 && value <= Number.MAX_SAFE_INTEGER && Math.floor(value) === value) {
          counts.addNumber(value + 0); // Minus zero is zero.
          continue;
        }
      }
      if (kind === SCANNED.text || kind === SCANNED.code) {
        this.#put(this.#read(block.cell(row, index)), row, vector, bad);
      } else this.#recall(block, row, index, meta, words[row * 2]!, words[row * 2 + 1]!, vector, bad);
    }
  }

  #put(value: CellValue | null | Rejection, row: number, vector: ColumnVector, bad: Uint8Array): void {
    if (value instanceof Rejection) {
      bad[row] = 1;
      value = null;
    }
    vector.add(value);
  }

  /** Reads a cell whose meta and two words say all of it. */
  #recall(
    block: CellBlock,
    row: number,
    index: number,
    meta: number,
    low: number,
    high: number,
    vector: ColumnVector,
    bad: Uint8Array,
  ): void {
    const slot = Math.imul(low ^ Math.imul(high, 31) ^ Math.imul(meta, 7), 0x9e3779b1) >>> 20;
    if (this.#metas[slot] !== meta || this.#words[slot * 2] !== low || this.#words[slot * 2 + 1] !== high) {
      const value = this.#read(block.cell(row, index));
      this.#metas[slot] = meta;
      this.#words[slot * 2] = low;
      this.#words[slot * 2 + 1] = high;
      this.#answers[slot] = value === null ? BLANK : value instanceof Rejection ? BAD : VALUE;
      if (typeof value === "string") this.#texts[slot] = new TextEncoder().encode(value);
      else this.#numbers[slot] = Number(value);
    }
    if (this.#answers[slot] !== VALUE) {
      if (this.#answers[slot] === BAD) bad[row] = 1;
      vector.add(null);
    } else if (vector instanceof TextVector) {
      const text = this.#texts[slot]!;
      vector.addBytes(text, 0, text.length);
    } else {
      (vector as NumberVector).addNumber(this.#numbers[slot]!);
    }
  }
}
