import { CellValues } from "../xlsx/cell_values.ts";
import type { NumberFormat } from "../number_formats.ts";
import type { Cell } from "../cell.ts";

/** The error codes and their texts (MS-XLS 2.5.10, MS-XLSB 2.5.97.2). */
const ERRORS: Readonly<Record<number, string>> = {
  0x00: "#NULL!",
  0x07: "#DIV/0!",
  0x0f: "#VALUE!",
  0x17: "#REF!",
  0x1d: "#NAME?",
  0x24: "#NUM!",
  0x2a: "#N/A",
  0x2b: "#GETTING_DATA",
};

/**
 * Makes cells from the values that `.xls` and `.xlsb` encode in the same way. Each error message is a clause to put
 * after a cell's name.
 *
 * @example
 * ```ts
 * import { BinaryCells } from "./binary_cells.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const cells = new BinaryCells([{ code: "dd/mm/yyyy", isDate: true }, { code: "0.00", isDate: false }], 1900, []);
 * deepStrictEqual(cells.rk(43647 << 2 | 2, 0), { kind: "date", iso: "2019-07-01" });
 * deepStrictEqual(cells.rk(12345 << 2 | 3, 1), { kind: "number", value: 123.45, format: "0.00" });
 * deepStrictEqual(cells.error(0x2a), { kind: "error", text: "#N/A" });
 * ```
 */
export class BinaryCells {
  readonly #values: CellValues;
  readonly #texts: readonly Cell[];

  /**
   * @param formats Indexed by a cell's style
   * @param texts The shared texts, as cells
   */
  constructor(formats: readonly NumberFormat[], epoch: 1900 | 1904, texts: readonly Cell[]) {
    this.#values = new CellValues({ strings: null, formats, epoch });
    this.#texts = texts;
  }

  /** @throws {SyntaxError} when the style does not exist, or the value is not a number */
  number(value: number, style: number): Cell {
    if (!Number.isFinite(value)) throw new SyntaxError("is no number");
    return this.#values.number(value, this.#values.format(style));
  }

  /**
   * Decodes an RkNumber (MS-XLS 2.5.217, MS-XLSB 2.5.123): the upper 30 bits of a double, or an integer. It may count
   * hundredths.
   */
  rk(bits: number, style: number): Cell {
    double.setInt32(0, bits & ~3);
    const value = bits & 2 ? bits >> 2 : double.getFloat64(0);
    return this.number(bits & 1 ? value / 100 : value, style);
  }

  boolean(byte: number): Cell {
    if (byte > 1) throw new SyntaxError("is neither true nor false");
    return { kind: "boolean", value: byte === 1 };
  }

  error(code: number): Cell {
    const text = ERRORS[code];
    if (text === undefined) throw new SyntaxError("holds an unknown error");
    return { kind: "error", text };
  }

  /** Shared text `index`. @throws {SyntaxError} when it does not exist */
  shared(index: number): Cell {
    const cell = this.#texts[index];
    if (cell !== undefined) return cell;
    throw new SyntaxError(`refers to shared text ${index}, but the workbook has ${this.#texts.length} of them`);
  }
}

const double = new DataView(new ArrayBuffer(8));
