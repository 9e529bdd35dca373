/**
 * One cell, exactly as the file stores it. No type is guessed from text: `03/04/2019`, `0012`, `1,234` and `12%` typed
 * as text stay text. A blank cell is `undefined` in its row, never a `Cell`.
 *
 * - `text`: inline, shared or rich string. Escapes are decoded, and white space is preserved.
 * - `number`: the stored double. `format` is the number format code ("General" when there is none). It tells 0.966
 *   shown as 96.60% from 0.966.
 * - `date`: a number with a date format, or an ISO date cell. `iso` is `2019-07-01`, or `2019-07-01T13:05:00` when it
 *   has a time of day. Both epochs (1900, 1904) are resolved. No time zone is ever applied.
 * - `error`: `#N/A`, `#DIV/0!` … as shown.
 * - `uncached`: a formula without a stored value. Never read it as a blank or a zero.
 */
export type Cell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly value: number; readonly format: string }
  | { readonly kind: "date"; readonly iso: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "uncached"; readonly formula: string };

/** A row with at least one cell. `number` is the sheet's row number, from 1; `cells[0]` is column A. */
export interface Row {
  readonly number: number;
  readonly cells: readonly (Cell | undefined)[];
  readonly hidden: boolean;
  /** The number of values in the line, with blank values at the end. Only CSV has it. */
  readonly fields?: number;
}
