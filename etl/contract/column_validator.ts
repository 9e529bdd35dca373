import type { CellBlock } from "../workbook/xlsx/cell_block.ts";
import { SCANNED } from "../workbook/xlsx/row_scanner.ts";
import type { CellReader } from "./cell_reader.ts";
import { type ColumnVector, NumberVector, TextVector } from "./column_vector.ts";
import { isCanonicalEui64 } from "./eui_64.ts";
import type { Column } from "./column.ts";
import { isPercentFormat } from "./is_percent_format.ts";
import { Rejection } from "./rejection.ts";
import type { CellValue } from "./cell_value.ts";

/** Cells cached per column. */
const SLOTS = 4096;
const VALUE = 1;
const BLANK = 2;
const BAD = 3;

/**
 * Reads one column of cell blocks. The column's cell reader decides what a cell means. Its results for repeated
 * numbers, booleans and shared texts are cached. Two kinds of cell seldom repeat and are read here directly: a whole
 * number in a count column, and a code in a text column without rules.
 */
export class ColumnValidator {
  readonly #read: CellReader;
  /** Whether any text is accepted unchanged. */
  readonly #takesCodes: boolean;
  /** Whether a canonical EUI-64 is accepted unchanged. */
  readonly #takesEui64s: boolean;
  readonly #takesCounts: boolean;

  // The cache, by a hash of the cell: its meta and words, and the result.
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
   * @param vector Empty; receives one value per row, null when the cell is bad
   * @param bad Set to 1 for each row whose cell is rejected
   */
  validate(block: CellBlock, index: number, vector: ColumnVector, bad: Uint8Array): void {
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
    let countMeta = 0; // The meta of plain numbers: no date or percent format.
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

  /** Reads a cell that its meta and two words describe fully, through the cache. */
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
