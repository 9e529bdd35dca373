import type { Sheet, Workbook } from "../workbook/workbook.ts";

/**
 * What a column's cells hold, as far as its cells show: a kind of {@linkcode ColumnKind} where one takes them all; `number`
 * for decimals and negative numbers, which no kind of a contract takes; `mixed` where no kind takes them all; `empty`.
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

/** Something an analyst should look at. Its text names addresses and counts, never a value but error codes and `n/a`. */
export interface Finding {
  /** The column's letters; null where the sheet is meant. */
  readonly letters: string | null;
  readonly text: string;
}

/** One column of a table. Values in it are as the caller asked: as shown in the sheet, or only their shapes. */
export interface ColumnDescription {
  readonly letters: string;
  /** As spelt in the sheet, header rows joined from top to bottom; empty where there is none. */
  readonly header: string;
  readonly kind: InferredKind;
  /** For `mixed`: the kind that takes most of its cells, if any takes most. */
  readonly mostly: InferredKind | null;
  readonly filled: number;
  readonly blank: number;
  /** Different values; with `isDistinctExact` false, at least so many. */
  readonly distinct: number;
  readonly isDistinctExact: boolean;
  /** The least and the greatest: of numbers and days their values, of texts their lengths in characters; null when none. */
  readonly range: readonly [least: string, greatest: string] | null;
  readonly examples: readonly string[];
}

/** How near a table is to a contract. */
export interface ContractComparison {
  readonly extract: string;
  readonly title: string;
  /** `fits`: it can be loaded as this extract, but for `problems`. `ambiguous`: it fits another as well. */
  readonly fit: "fits" | "ambiguous" | "near" | "far";
  /** The contract's columns that stand in the table, and how many it has. */
  readonly matched: number;
  readonly columns: number;
  /** What differs, a sentence each, without values. */
  readonly differences: readonly string[];
  /** For `fits`: the rows that loading would take, as the file stands. */
  readonly goodRows: number | null;
  /** For `fits`: what loading would refuse, a sentence each, values withheld or not as the caller asked. */
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
  /** Rows of data: without header, totals, labels of groups, notes and blank rows. */
  readonly rows: number;
  readonly totalsRows: readonly number[];
  /** Rows inside the table that hold the label of a group of rows, and nothing else. */
  readonly groupRows: readonly number[];
  /** The texts above the header; empty where values are withheld. */
  readonly above: readonly string[];
  /** Rows with text above the header. */
  readonly rowsAbove: number;
  /** The first row of notes under the table, and how many rows; null when none. */
  readonly notes: { readonly row: number; readonly rows: number } | null;
  /** Headers of the fewest columns found that tell every row from every other; null when none was found. */
  readonly key: readonly string[] | null;
  readonly columns: readonly ColumnDescription[];
  readonly contract: ContractComparison | null;
}

/** One sheet. */
export interface SheetDescription {
  readonly name: string;
  readonly visibility: Sheet["visibility"];
  /** From its first to its last filled cell: `A1:F60`; null when it is empty. */
  readonly used: string | null;
  readonly hiddenRows: number;
  /** The hidden columns among the filled ones, by their letters: `C`, `F to H`. */
  readonly hiddenColumns: readonly string[];
  /** The first rows of a sheet without a table, as `A1 … | B1 …`: values, or their shapes, as the caller asked. */
  readonly preview: readonly string[];
  /** Null where no row looks like the header of a table. */
  readonly table: TableDescription | null;
  readonly findings: readonly Finding[];
}

/** What an unknown workbook holds. */
export interface WorkbookDescription {
  readonly file: string;
  readonly format: Workbook["format"];
  /** Whether values are shown, or only their shapes. */
  readonly showsValues: boolean;
  readonly sheets: readonly SheetDescription[];
}
