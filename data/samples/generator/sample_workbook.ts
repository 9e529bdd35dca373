/**
 * What a cell of a sample shows. A plain value is written as it is (text stays text); `format` gives a number its number
 * format (`0.00%`, `mmm-yy`); `formula` is written with `value` as its cached result.
 */
export type SampleCell =
  | string
  | number
  | null
  | { readonly value: number; readonly format?: string; readonly formula?: string };

/** A row of a sample and how it is dressed in the formats that can show it. */
export interface SampleRow {
  readonly cells: readonly SampleCell[];
  readonly dress?: "title" | "marking" | "header" | "totals" | "note";
}

/** One sheet of a sample. */
export interface SampleSheet {
  readonly name: string;
  readonly rows: readonly SampleRow[];
  /** A hidden working sheet. Default: visible. */
  readonly hidden?: boolean;
  /** Merged ranges in A1 notation: `D6:E6`. */
  readonly merges?: readonly string[];
  /** 0-based columns a reader of the sheet does not see. */
  readonly hiddenColumns?: readonly number[];
  /** Column widths in characters. */
  readonly widths?: readonly number[];
}

/** One sample file: the ending of its name decides the format it is written in. */
export interface SampleWorkbook {
  readonly fileName: string;
  readonly title: string;
  /** The day the workbook says it was made, `yyyy-mm-dd`: its properties carry it, so the bytes never depend on today. */
  readonly modified: string;
  readonly sheets: readonly SampleSheet[];
}
