import type { Row } from "./cell.ts";
import type { CellBlock } from "./xlsx/cell_block.ts";

/** Columns from `first` to `last`, zero-based; column A is 0. */
export interface ColumnRange {
  readonly first: number;
  readonly last: number;
}

/** One worksheet. Chart, macro and dialog sheets are not sheets here. */
export interface Sheet {
  /** The tab's name; for CSV the file's name without its ending. */
  readonly name: string;
  readonly visibility: "visible" | "hidden" | "very hidden";
  /**
   * The rows in order, in batches, read on demand so that a sheet of a million rows needs bounded memory. Can be called
   * again: each call reads from the top. Rows without any cell are left out; their numbers show the gap.
   *
   * @throws {UserError} exit 4, when the sheet cannot be read whole: never fewer rows than the sheet holds
   */
  rows(): AsyncIterable<readonly Row[]>;
  /**
   * The same rows, of which those that can be read as columns come as such. Only of sheets that may be large; a block holds
   * until the next piece is asked for.
   */
  pieces?(): AsyncIterable<CellBlock | readonly Row[]>;
  /**
   * The columns a reader does not see: hidden, collapsed or filtered away. Their cells are in `rows()` like any other.
   * Found without reading the rows. A range may reach far beyond the last filled column.
   *
   * @throws {UserError} exit 4, as `rows()`
   */
  hiddenColumns(): Promise<readonly ColumnRange[]>;
}

/** A spreadsheet file as sheets of cells with addresses. It knows no contract and no database. */
export interface Workbook {
  readonly format: "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" | "csv" | "tsv";
  readonly sheets: readonly Sheet[];
}
