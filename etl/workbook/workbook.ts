import type { CellBlock } from "./cell_block.ts";

/**
 * One cell, exactly as the file holds it. Nothing is guessed from text: `03/04/2019`, `0012`, `1,234` and `12%` typed as
 * text stay text. A blank cell is `undefined` in its row, never a `Cell`.
 *
 * - `text`: inline, shared or rich string, escapes decoded, white space kept.
 * - `number`: the stored double. `format` is the number format code ("General" when none), which tells 0.966 shown as
 *   96.60% from 0.966.
 * - `date`: a number whose format is a date, or an ISO date cell: `iso` is `2019-07-01`, with `T13:05:00` (no zone) when
 *   it has a time of day. Both epochs (1900, 1904) are resolved; no timezone is ever applied.
 * - `error`: `#N/A`, `#DIV/0!` … as shown.
 * - `uncached`: a formula the file holds no value for. It must never be read as a blank or a zero.
 */
export type Cell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly value: number; readonly format: string }
  | { readonly kind: "date"; readonly iso: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "uncached"; readonly formula: string };

/** A row that holds at least one cell. `number` is the sheet's own, 1-based; `cells[0]` is column A. */
export interface Row {
  readonly number: number;
  readonly cells: readonly (Cell | undefined)[];
  readonly hidden: boolean;
  /** Of CSV alone: how many values its line has, blank ones at the end too. Spreadsheets have no such thing. */
  readonly fields?: number;
}

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
