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
