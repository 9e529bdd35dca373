import type { Sheet, Workbook } from "../workbook/workbook.ts";

/**
 * The kind of a column, as far as its cells show. It is the {@linkcode ColumnKind} that accepts all its cells, if there
 * is one. `number` means decimals and negative numbers, which no contract kind accepts. `mixed` means that no kind
 * accepts all cells. `empty` means no filled cell.
 */
export type InferredKind =
  | "text"
  | "count"
  | "percent"
  | "date"
  | "month"
  | "quarter"
  | "period"
  | "yes_no"
  | "number"
  | "mixed"
  | "empty";

/**
 * Something for an analyst to check. Its text has addresses and counts. It shows no value except error codes and `n/a`.
 */
export interface Finding {
  /** The column's letters; null for the whole sheet. */
  readonly letters: string | null;
  readonly text: string;
}

/** One column of a table. Its values are shown as in the sheet, or only as shapes. */
export interface ColumnDescription {
  readonly letters: string;
  /** As spelt in the sheet, with header rows joined from top to bottom. Empty when there is no header. */
  readonly header: string;
  readonly kind: InferredKind;
  /** For `mixed`: the kind that accepts most of its cells. Null when no kind does. */
  readonly mostly: InferredKind | null;
  readonly filled: number;
  readonly blank: number;
  /** The number of distinct values. It is a minimum when `isDistinctExact` is false. */
  readonly distinct: number;
  readonly isDistinctExact: boolean;
  /**
   * The least and greatest number or day, or the least and greatest length of a text in characters. Null when unknown.
   */
  readonly range: readonly [least: string, greatest: string] | null;
  readonly examples: readonly string[];
}

/** The comparison of a table with a contract. */
export interface ContractComparison {
  readonly extract: string;
  readonly title: string;
  /** `fits`: it can be loaded as this extract, apart from `problems`. `ambiguous`: it fits another extract too. */
  readonly fit: "fits" | "ambiguous" | "near" | "far";
  /** The contract's columns found in the table, and the number of its columns. */
  readonly matched: number;
  readonly columns: number;
  /** The differences, one sentence each, without values. */
  readonly differences: readonly string[];
  /** For `fits`: the rows that a load would accept. */
  readonly goodRows: number | null;
  /** For `fits`: the problems of a load, one sentence each. Values follow the caller's choice. */
  readonly problems: readonly string[];
}

/** The table of a sheet. */
export interface TableDescription {
  /** From the header's first row to the last row of data: `A4:E57`. */
  readonly range: string;
  /** The rows of the header, 1-based. */
  readonly headerRows: readonly number[];
  readonly firstRow: number;
  readonly lastRow: number;
  /** Rows of data, without header, totals, group labels, notes and blank rows. */
  readonly rows: number;
  readonly totalsRows: readonly number[];
  /** Rows in the table that hold only the label of a group. */
  readonly groupRows: readonly number[];
  /** The texts above the header; empty when values are withheld. */
  readonly above: readonly string[];
  /** Rows with text above the header. */
  readonly rowsAbove: number;
  /** The first row of notes under the table, and their number. Null without notes. */
  readonly notes: { readonly row: number; readonly rows: number } | null;
  /** The headers of the smallest key found, or null. */
  readonly key: readonly string[] | null;
  readonly columns: readonly ColumnDescription[];
  readonly contract: ContractComparison | null;
}

/** One sheet. */
export interface SheetDescription {
  readonly name: string;
  readonly visibility: Sheet["visibility"];
  /** From its first to its last filled cell: `A1:F60`. Null for an empty sheet. */
  readonly used: string | null;
  readonly hiddenRows: number;
  /** The letters of the hidden columns in the used range: `C`, `F to H`. */
  readonly hiddenColumns: readonly string[];
  /** The first rows of a sheet without a table, as `A1 … | B1 …`. They show values or shapes, as the caller chose. */
  readonly preview: readonly string[];
  /** Null when no row looks like the header of a table. */
  readonly table: TableDescription | null;
  readonly findings: readonly Finding[];
}

/** The contents of an unknown workbook. */
export interface WorkbookDescription {
  readonly file: string;
  readonly format: Workbook["format"];
  /** Whether values are shown, or only their shapes. */
  readonly showsValues: boolean;
  readonly sheets: readonly SheetDescription[];
}
