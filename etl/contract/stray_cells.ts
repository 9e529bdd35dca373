import { columnLetters } from "../workbook/address.ts";
import type { CellBlock } from "../workbook/xlsx/cell_block.ts";
import type { Row } from "../workbook/cell.ts";
import { isFilled } from "./is_filled.ts";
import { oneLine } from "../text/one_line.ts";

/**
 * Counts filled cells in a table's columns without a header. No contract can read them, and they have no name to
 * report.
 *
 * @example
 * ```ts
 * import { StrayCells } from "./stray_cells.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const strays = new StrayCells("Variance", new Set([0, 1]));
 * const cells = ["1", "2", "late"].map((text) => ({ kind: "text", text }) as const);
 * strays.addRow({ number: 2, cells, hidden: false });
 * deepStrictEqual(strays.notes(), ['Ignored 1 filled cells of "Variance" in columns without a header: C']);
 * ```
 */
export class StrayCells {
  /** Cells at or beyond this index have no header. */
  readonly #width: number;
  /** The columns before that index without a header. */
  readonly #unheaded: readonly number[];
  readonly #columns = new Set<number>();
  #count = 0;

  /** @param headed The columns with a header, known to a contract or not, from 0 */
  constructor(readonly sheet: string, headed: ReadonlySet<number>) {
    this.#width = Math.max(...headed) + 1;
    this.#unheaded = Array.from({ length: this.#width }, (_, index) => index).filter((index) => !headed.has(index));
  }

  addRow(row: Row): void {
    for (const index of this.#columnsOf(row.cells.length)) if (isFilled(row.cells[index])) this.#add(index);
  }

  /** Counts the cells of a block's rows from `start` up to, but not including, `end`. */
  addRun(block: CellBlock, start: number, end: number): void {
    for (const index of this.#columnsOf(block.width)) {
      const { metas } = block.column(index);
      for (let row = start; row < end; row++) {
        if (metas[row] !== 0 && isFilled(block.cell(row, index))) this.#add(index);
      }
    }
  }

  /** One sentence about the cells; empty without such cells. */
  notes(): string[] {
    if (this.#count === 0) return [];
    const letters = [...this.#columns].sort((left, right) => left - right).map(columnLetters).join(", ");
    return [`Ignored ${this.#count} filled cells of "${oneLine(this.sheet)}" in columns without a header: ${letters}`];
  }

  /** The columns to check. A table has many rows and usually no such column. */
  #columnsOf(width: number): readonly number[] {
    if (width <= this.#width) return this.#unheaded.filter((index) => index < width);
    const beyond = Array.from({ length: width - this.#width }, (_, index) => this.#width + index);
    return [...this.#unheaded, ...beyond];
  }

  #add(index: number): void {
    this.#count++;
    this.#columns.add(index);
  }
}
