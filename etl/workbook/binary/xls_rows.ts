import { columnLetters } from "../address.ts";
import type { BinaryCells } from "./binary_cells.ts";
import type { BiffRecord } from "./biff_records.ts";
import { BiffText } from "./biff_text.ts";
import { placeCell } from "../xlsx/cell_block.ts";
import type { Cell, Row } from "../cell.ts";

/**
 * The rows of a worksheet of an `.xls` file, in order, from the records of its substream (MS-XLS 2.1.7.20.5).
 *
 * @param codePage As {@linkcode BiffText} takes it
 * @throws {SyntaxError} a clause, when a record says what it may not
 */
export function xlsRows(records: Iterable<BiffRecord>, cells: BinaryCells, codePage: number | null): Row[] {
  const found = new Map<number, (Cell | undefined)[]>();
  const hidden = new Set<number>();
  let result = null as { row: number; column: number } | null;
  const put = (row: number, column: number, cell: Cell) => {
    if (column > 255) throw new SyntaxError("stands past column IV");
    let line = found.get(row);
    if (line === undefined) found.set(row, line = []);
    if (line[column] !== undefined) throw new SyntaxError("is there twice");
    if (column < line.length) line[column] = cell;
    else placeCell(line, column, cell);
  };
  const read = (record: BiffRecord) => {
    const { body } = record;
    const row = body.getUint16(0, true);
    const column = body.getUint16(2, true);
    const style = () => body.getUint16(4, true);
    switch (record.type) {
      case 0x00fd: // LabelSst (2.4.149)
        return put(row, column, cells.shared(body.getUint32(6, true)));
      case 0x0204: // Label (2.4.148)
      case 0x00d6: // RString: the same, with runs of fonts behind it
        return put(row, column, { kind: "text", text: new BiffText(record, 6, codePage).long() });
      case 0x0203: // Number (2.4.180)
        return put(row, column, cells.number(body.getFloat64(6, true), style()));
      case 0x027e: // RK (2.4.220)
        return put(row, column, cells.rk(body.getInt32(6, true), style()));
      case 0x00bd: // MulRk (2.4.175): of each cell its style and number, then the last column
        for (let i = 0, at = 4, end = 4 + 6 * countMulRk(body); at < end; i++, at += 6) {
          put(row, column + i, cells.rk(body.getInt32(at + 2, true), body.getUint16(at, true)));
        }
        return;
      case 0x0205: // BoolErr (2.4.24)
        // What it is stands behind the value: an older OpenOffice took two bytes for that.
        return put(
          row,
          column,
          body.getUint8(body.byteLength === 9 ? 8 : 7) === 0
            ? cells.boolean(body.getUint8(6))
            : cells.error(body.getUint8(6)),
        );
      case 0x0206:
      case 0x0406: // As Excel 3 and 4 number it: writers are known that do so still
      case 0x0006: // Formula (2.4.127): what it gave is a FormulaValue (2.5.133), a double unless it ends in FFFF
        if (body.getUint16(12, true) !== 0xffff) {
          return put(row, column, cells.number(body.getFloat64(6, true), style()));
        }
        switch (body.getUint8(6)) {
          case 0:
            result = { row, column };
            return;
          case 1:
            return put(row, column, cells.boolean(body.getUint8(8)));
          case 2:
            return put(row, column, cells.error(body.getUint8(8)));
          case 3:
            return put(row, column, { kind: "text", text: "" });
        }
        throw new SyntaxError("has a result of no kind");
    }
  };
  for (const record of records) {
    const { type, body } = record;
    if (type === 0x0207) { // String (2.4.268): the text the formula before it gave
      if (result === null) throw new SyntaxError("it holds the text of a formula, but no formula before it");
      put(result.row, result.column, { kind: "text", text: new BiffText(record, 0, codePage).long() });
      result = null;
    } else if (type === 0x0208) { // Row (2.4.221): fDyZero
      if (body.getUint8(12) & 0x20) hidden.add(body.getUint16(0, true));
    } else if (CELLS.has(type)) {
      try {
        read(record);
      } catch (error) {
        if (body.byteLength < 4) throw error;
        const name = `cell ${columnLetters(body.getUint16(2, true))}${body.getUint16(0, true) + 1}`;
        if (error instanceof RangeError) throw new SyntaxError(`${name} is longer than its record`);
        throw error instanceof SyntaxError ? new SyntaxError(`${name} ${error.message}`) : error;
      }
    }
  }
  if (result !== null) throw new SyntaxError("it lacks the text a formula gave");
  return [...found].sort(([one], [other]) => one - other).map(([row, line]): Row => ({
    number: row + 1,
    cells: line,
    hidden: hidden.has(row),
  }));
}

/** How many cells a MulRk holds: its last column stands behind them, and perhaps zeros that pad it. */
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
