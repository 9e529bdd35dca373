import type { CellValues } from "./cell_values.ts";
import { RowScanner, SCANNED } from "./row_scanner.ts";
import type { TextCells } from "./text_cells.ts";
import type { Cell, Row } from "../cell.ts";

/** One column of a block: of each row the kind and style of its cell, and its value. */
export interface BlockColumn {
  /** Kind ({@link SCANNED}) in the low byte, style above it; 0 where the cell is blank. */
  readonly metas: Uint32Array;
  /** The value of a number. */
  readonly doubles: Float64Array;
  /** The value of any other, in two whole numbers. */
  readonly words: Int32Array;
}

/**
 * Rows of a sheet as columns of numbers, indexes of shared strings and places of text: what lets a million rows be held to
 * their contract without an object a cell. Holds until the next piece of the sheet is asked for.
 */
export class CellBlock {
  readonly length: number;
  /** One past the rightmost cell of all rows. */
  readonly width: number;
  /** Of each row, the sheet's own number. */
  readonly numbers: Int32Array;
  readonly #scanner: RowScanner;
  readonly #from: number;
  readonly #texts: TextCells;

  constructor(scanner: RowScanner, from: number, to: number, readonly values: CellValues, texts: TextCells) {
    this.#scanner = scanner;
    this.#from = from;
    this.#texts = texts;
    this.length = to - from;
    this.width = scanner.width;
    this.numbers = scanner.numbers.subarray(from, to);
  }

  /** Of each row, 1 where it is hidden. */
  get hidden(): Uint8Array {
    return this.#scanner.hidden.subarray(this.#from, this.#from + this.length);
  }

  /** The bytes in which a text's place is. */
  get input(): Uint8Array {
    return this.#scanner.input;
  }

  /** @param index Zero-based; below {@link width} */
  column(index: number): BlockColumn {
    const { metas, doubles, words } = this.#scanner;
    const from = index * RowScanner.stride + this.#from;
    const to = from + this.length;
    return {
      metas: metas.subarray(from, to),
      doubles: doubles.subarray(from, to),
      words: words.subarray(from * 2, to * 2),
    };
  }

  /** The cell of a row (counted from 0) in a column below {@link width}; undefined where it is blank. */
  cell(row: number, column: number): Cell | undefined {
    const { metas, doubles, words, input } = this.#scanner;
    const place = column * RowScanner.stride + this.#from + row;
    const meta = metas[place]!;
    switch (meta & 0xff) {
      case 0:
        return undefined;
      case SCANNED.number:
        return this.values.number(doubles[place]!, this.values.format(meta >>> 8));
      case SCANNED.shared:
        return this.values.shared(words[place * 2]!);
      case SCANNED.boolean:
        return { kind: "boolean", value: words[place * 2] === 1 };
      default:
        return this.#texts.ascii(input, words[place * 2]!, words[place * 2 + 1]!);
    }
  }

  /** A row (counted from 0) as any reader of sheets gives it. */
  row(row: number): Row {
    const cells: (Cell | undefined)[] = [];
    for (let column = 0; column < this.width; column++) {
      const cell = this.cell(row, column);
      if (cell === undefined) continue;
      placeCell(cells, column, cell);
    }
    return { number: this.numbers[row]!, cells, hidden: this.#scanner.hidden[this.#from + row] === 1 };
  }

  /** All rows. */
  rows(): Row[] {
    return Array.from({ length: this.length }, (_, row) => this.row(row));
  }
}

/** A gap between cells up to this long is filled, so that the row stays a plain array; a longer one leaves it sparse. */
const FILLED_GAP = 64;

/** Puts a cell into its row, behind the cells that are there. */
export function placeCell(cells: (Cell | undefined)[], column: number, cell: Cell): void {
  if (column - cells.length <= FILLED_GAP) { while (cells.length < column) cells.push(undefined); }
  cells[column] = cell;
}
