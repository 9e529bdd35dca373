import { columnLetters } from "../address.ts";
import type { BinaryCells } from "./binary_cells.ts";
import type { BiffRecord } from "./biff_records.ts";
import { BiffText } from "./biff_text.ts";
import { placeCell } from "../xlsx/cell_block.ts";
import type { Cell, Row } from "../cell.ts";

/**
 * Reads the rows of a worksheet of an `.xls` file, in order, from the records of its substream (MS-XLS 2.1.7.20.5).
 *
 * @param codePage Same as in {@linkcode BiffText}
 * @throws {SyntaxError} with a clause, when a record has an invalid value
 */
export function xlsRows(records: Iterable<BiffRecord>, cells: BinaryCells, codePage: number | null): Row[] {
  const sheet = new XlsRowReader(cells, codePage);
  for (const record of records) sheet.read(record);
  return sheet.finish();
}

class XlsRowReader {
  readonly #cells: BinaryCells;
  readonly #codePage: number | null;
  readonly #rows = new Map<number, (Cell | undefined)[]>();
  readonly #hidden = new Set<number>();
  /** The cell of a formula whose text result is in the next String record. */
  #textResult: { readonly row: number; readonly column: number } | null = null;

  constructor(cells: BinaryCells, codePage: number | null) {
    this.#cells = cells;
    this.#codePage = codePage;
  }

  read(record: BiffRecord): void {
    const { type, body } = record;
    if (type === 0x0207) { // String (2.4.268): the text result of the formula before it
      const result = this.#textResult;
      if (result === null) throw new SyntaxError("it holds the text of a formula, but no formula before it");
      this.#put(result.row, result.column, { kind: "text", text: new BiffText(record, 0, this.#codePage).long() });
      this.#textResult = null;
    } else if (type === 0x0208) { // Row (2.4.221): fDyZero
      if (body.getUint8(12) & 0x20) this.#hidden.add(body.getUint16(0, true));
    } else if (CELLS.has(type)) {
      try {
        this.#readCell(record);
      } catch (error) {
        if (body.byteLength < 4) throw error;
        const name = `cell ${columnLetters(body.getUint16(2, true))}${body.getUint16(0, true) + 1}`;
        if (error instanceof RangeError) throw new SyntaxError(`${name} is longer than its record`);
        throw error instanceof SyntaxError ? new SyntaxError(`${name} ${error.message}`) : error;
      }
    }
  }

  finish(): Row[] {
    if (this.#textResult !== null) throw new SyntaxError("it lacks the text result of a formula");
    return [...this.#rows].sort(([one], [other]) => one - other).map(([row, cells]): Row => ({
      number: row + 1,
      cells,
      hidden: this.#hidden.has(row),
    }));
  }

  #put(row: number, column: number, cell: Cell): void {
    if (column > 255) throw new SyntaxError("is past column IV");
    let line = this.#rows.get(row);
    if (line === undefined) this.#rows.set(row, line = []);
    if (line[column] !== undefined) throw new SyntaxError("occurs twice");
    if (column < line.length) line[column] = cell;
    else placeCell(line, column, cell);
  }

  #readCell(record: BiffRecord): void {
    const { body } = record;
    const row = body.getUint16(0, true);
    const column = body.getUint16(2, true);
    const style = () => body.getUint16(4, true);
    switch (record.type) {
      case 0x00fd: // LabelSst (2.4.149)
        return this.#put(row, column, this.#cells.shared(body.getUint32(6, true)));
      case 0x0204: // Label (2.4.148)
      case 0x00d6: // RString: a Label followed by font runs
        return this.#put(row, column, { kind: "text", text: new BiffText(record, 6, this.#codePage).long() });
      case 0x0203: // Number (2.4.180)
        return this.#put(row, column, this.#cells.number(body.getFloat64(6, true), style()));
      case 0x027e: // RK (2.4.220)
        return this.#put(row, column, this.#cells.rk(body.getInt32(6, true), style()));
      case 0x00bd: // MulRk (2.4.175): the style and number of each cell, then the last column
        for (let i = 0, at = 4, end = 4 + 6 * countMulRk(body); at < end; i++, at += 6) {
          this.#put(row, column + i, this.#cells.rk(body.getInt32(at + 2, true), body.getUint16(at, true)));
        }
        return;
      case 0x0205: { // BoolErr (2.4.24)
        // The byte after the value says whether it is an error. An older OpenOffice used two bytes for the value.
        const isBoolean = body.getUint8(body.byteLength === 9 ? 8 : 7) === 0;
        const value = body.getUint8(6);
        return this.#put(row, column, isBoolean ? this.#cells.boolean(value) : this.#cells.error(value));
      }
      case 0x0206:
      case 0x0406: // The numbers of Excel 3 and 4, which some writers still use
      case 0x0006:
        return this.#readFormula(body, row, column, style());
    }
  }

  /** Formula (2.4.127): its result is a FormulaValue (2.5.133), a double unless it ends in FFFF. */
  #readFormula(body: DataView, row: number, column: number, style: number): void {
    if (body.getUint16(12, true) !== 0xffff) {
      return this.#put(row, column, this.#cells.number(body.getFloat64(6, true), style));
    }
    switch (body.getUint8(6)) {
      case 0:
        this.#textResult = { row, column };
        return;
      case 1:
        return this.#put(row, column, this.#cells.boolean(body.getUint8(8)));
      case 2:
        return this.#put(row, column, this.#cells.error(body.getUint8(8)));
      case 3:
        return this.#put(row, column, { kind: "text", text: "" });
    }
    throw new SyntaxError("has a result of an unknown kind");
  }
}

/** Counts the cells of a MulRk. Its last column comes after them, sometimes followed by padding zeros. */
function countMulRk(body: DataView): number {
  const first = body.getUint16(2, true);
  for (let at = body.byteLength - 2; at >= 10; at--) {
    const isEnd = (at - 4) % 6 === 0 && body.getUint16(at, true) === first + (at - 4) / 6 - 1;
    if (isEnd) return (at - 4) / 6;
    if (body.getUint8(at + 1) !== 0) break;
  }
  return Math.floor((body.byteLength - 6) / 6);
}

const CELLS = new Set([0x0006, 0x0206, 0x0406, 0x00bd, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e]);
