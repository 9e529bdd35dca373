import type { CellValues } from "./cell_values.ts";
import { RowScanner, SCANNED } from "./row_scanner.ts";
import type { TextCells } from "./text_cells.ts";
import type { Cell, Row } from "../cell.ts";

/** One column of a block: the kind, style and value of its cell in each row. */
export interface BlockColumn {
  /** The kind ({@link SCANNED}) in the low byte, the style above it. 0 for a blank cell. */
  readonly metas: Uint32Array;
  /** The values of numbers. */
  readonly doubles: Float64Array;
  /** The values of other kinds, two integers each. */
  readonly words: Int32Array;
}

/**
 * Rows of a sheet in columns: numbers, indexes of shared strings, and positions of texts. A block lets a million rows
 * be checked against their contract without one object per cell. It is valid until the next piece of the sheet is
 * requested.
 */
export class CellBlock {
  readonly length: number;
  /** One more than the index of the rightmost cell of all rows. */
  readonly width: number;
  /** The sheet's row number of each row. */
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

  /** For each row, 1 if it is hidden. */
  get hidden(): Uint8Array {
    return this.#scanner.hidden.subarray(this.#from, this.#from + this.length);
  }

  /** The bytes that the text positions refer to. */
  get input(): Uint8Array {
    return this.#scanner.input;
  }

  /** @param index From 0, below {@link width} */
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

  /** The cell of a row (from 0) in a column below {@link width}. Undefined when it is blank. */
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

  /** A row (from 0) in the form of `Sheet.rows()`. */
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

/** A gap between cells up to this length is filled, so the row stays a dense array. A longer gap leaves it sparse. */
const FILLED_GAP = 64;

/** Puts a cell into its row, after the existing cells. */
export function placeCell(cells: (Cell | undefined)[], column: number, cell: Cell): void {
  if (column - cells.length <= FILLED_GAP) { while (cells.length < column) cells.push(undefined); }
  cells[column] = cell;
}
