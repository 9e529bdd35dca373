import { columnLetters } from "../address.ts";
import type { BinaryCells } from "./binary_cells.ts";
import { wideText } from "./brt_scanner.ts";
import { placeCell } from "../xlsx/cell_block.ts";
import type { Cell, Row } from "../cell.ts";

const MAX_ROW = 1_048_576;
const MAX_COLUMN = 16_384;
/** BrtBeginSheetData and BrtEndSheetData. */
const BEGIN_ROWS = 145;
const END_ROWS = 146;
/** BrtFRTBegin and BrtFRTEnd. Between them are records of later versions, which may have any number. */
const BEGIN_FUTURE = 35;
const END_FUTURE = 36;

/** Builds the rows of a worksheet of an `.xlsb` workbook from the records of its part (MS-XLSB 2.1.7.61). */
export class XlsbRows {
  readonly #cells: BinaryCells;
  #rows: Row[] = [];
  #row: { number: number; cells: (Cell | undefined)[]; hidden: boolean } = { number: 0, cells: [], hidden: false };
  #column = -1;
  /**
   * The first column of the cells after this row's latest header. Cells before it came after an earlier header of the
   * same row.
   */
  #firstColumn = 0;
  #place: "before" | "inside" | "behind" = "before";
  #futures = 0;

  constructor(cells: BinaryCells) {
    this.#cells = cells;
  }

  /** The number of complete rows not taken yet. The row in progress does not count. */
  get waiting(): number {
    return this.#rows.length;
  }

  /** @throws {SyntaxError} with a clause, when a record has an invalid value */
  see(type: number, body: DataView): void {
    if (type === BEGIN_FUTURE) this.#futures++;
    else if (type === END_FUTURE) this.#futures--;
    if (this.#futures > 0) return;
    // BrtCellBlank (2.4.310) to BrtFmlaError, then the short ones without a column, then BrtCellRString.
    if ((type > 0 && type <= 18) || type === 62) this.#cell(type, body);
    else if (type === BEGIN_ROWS) this.#place = "inside";
    else if (type === END_ROWS) this.#place = "behind";
    // Outside of the rows, some writers leave zeros. They look like rows without a number.
    else if (type === 0 && this.#place === "inside") this.#begin(body);
  }

  /** Returns the complete rows. */
  take(): Row[] {
    const taken = this.#rows;
    this.#rows = [];
    return taken;
  }

  /** Ends the last row. @throws {SyntaxError} with a clause, when the place for rows is missing or has no end */
  finish(): void {
    if (this.#place !== "behind") throw new SyntaxError("it has no place for rows, or no end of them");
    this.#end();
  }

  #end(): void {
    if (this.#row.cells.length > 0) this.#rows.push(this.#row);
  }

  /** Handles BrtRowHdr (2.4.740): row, style, height, flags. The 13th flag is fDyZero. */
  #begin(body: DataView): void {
    const number = body.getUint32(0, true) + 1;
    // Some writers split a row. It is one row if its cells continue to the right.
    if (number === this.#row.number) {
      this.#row.hidden ||= (body.getUint8(11) & 0x10) !== 0;
      this.#firstColumn = this.#column + 1;
      return;
    }
    this.#end();
    if (number > MAX_ROW) throw new SyntaxError(`it has a row ${number}, but a sheet has 1,048,576`);
    if (number <= this.#row.number) throw new SyntaxError(`row ${number} comes after row ${this.#row.number}`);
    this.#row = { number, cells: [], hidden: (body.getUint8(11) & 0x10) !== 0 };
    this.#column = -1;
    this.#firstColumn = 0;
  }

  /** Handles a Cell (2.5.9): column and style. A short record has no column: its cell is right of the previous one. */
  #cell(type: number, body: DataView): void {
    const isShort = type >= 12 && type <= 18;
    const column = isShort ? this.#column + 1 : body.getUint32(0, true);
    const at = isShort ? 0 : 4;
    if (this.#row.number === 0 || this.#place !== "inside") throw new SyntaxError("a cell belongs to no row");
    if (column >= MAX_COLUMN) throw new SyntaxError(`row ${this.#row.number} has cells past column XFD`);
    if (column < this.#firstColumn) {
      throw new SyntaxError(`row ${this.#row.number} occurs twice`);
    }
    const name = () => `cell ${columnLetters(column)}${this.#row.number}`;
    if (column === this.#column) throw new SyntaxError(`${name()} occurs twice`);
    if (column < this.#column) throw new SyntaxError(`${name()} comes after one to its right`);
    this.#column = column;
    try {
      const style = body.getUint32(at, true) & 0xffffff;
      const cell = this.#value(isShort ? type - 11 : type, body, at + 4, style);
      if (cell !== null) placeCell(this.#row.cells, column, cell);
    } catch (error) {
      if (error instanceof RangeError) throw new SyntaxError(`${name()} is longer than its record`);
      throw error instanceof SyntaxError ? new SyntaxError(`${name()} ${error.message}`) : error;
    }
  }

  /** Reads the value of a cell, or the result of its formula, which comes before the formula. */
  #value(type: number, body: DataView, at: number, style: number): Cell | null {
    switch (type) {
      case 1:
        return null;
      case 2:
        return this.#cells.rk(body.getInt32(at, true), style);
      case 3:
      case 11:
        return this.#cells.error(body.getUint8(at));
      case 4:
      case 10:
        return this.#cells.boolean(body.getUint8(at));
      case 5:
      case 9:
        return this.#cells.number(body.getFloat64(at, true), style);
      case 6:
      case 8:
        return { kind: "text", text: wideText(body, at) };
      case 62: // A RichStr (2.5.122): flags, the text, its font runs.
        return { kind: "text", text: wideText(body, at + 1) };
      default:
        return this.#cells.shared(body.getUint32(at, true));
    }
  }
}
