import type { Row } from "./cell.ts";
import type { CellBlock } from "./xlsx/cell_block.ts";

/** Columns from `first` to `last`, zero-based; column A is 0. */
export interface ColumnRange {
  readonly first: number;
  readonly last: number;
}

/** One worksheet. Chart, macro and dialog sheets are not sheets here. */
export interface Sheet {
  /** The tab's name. For CSV, the file's name without its ending. */
  readonly name: string;
  readonly visibility: "visible" | "hidden" | "very hidden";
  /**
   * Reads the rows in order, in batches and on demand: a sheet of a million rows needs bounded memory. Each call reads
   * from the top. Rows without any cell are left out; their numbers show the gap.
   *
   * @throws {UserError} exit 4 when the sheet cannot be read completely. It never returns fewer rows than the sheet
   * holds
   */
  rows(): AsyncIterable<readonly Row[]>;
  /**
   * Reads the same rows, as columns where possible. Only formats with large sheets offer it. A block is valid until the
   * next piece is requested.
   */
  pieces?(): AsyncIterable<CellBlock | readonly Row[]>;
  /**
   * The columns a reader does not see: hidden, collapsed or filtered out. `rows()` includes their cells like any
   * others. The rows are not read for this. A range may extend far beyond the last filled column.
   *
   * @throws {UserError} exit 4, like `rows()`
   */
  hiddenColumns(): Promise<readonly ColumnRange[]>;
}

/** A spreadsheet file as sheets of cells with addresses. It does not depend on contracts or the database. */
export interface Workbook {
  readonly format: "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" | "csv" | "tsv";
  readonly sheets: readonly Sheet[];
}
