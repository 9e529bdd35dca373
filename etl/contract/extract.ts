import type { Column } from "./column.ts";
import type { Classification } from "../base/classification.ts";
import type { ColumnVector, NumberVector } from "./column_vector.ts";
import type { Rejection } from "./rejection.ts";

/** The readings of one row, for a contract that holds its columns against each other. */
export interface RowInHand {
  /** By column name: its value, null for a blank, or why it is none. A contract may put another reading in its place. */
  readonly readings: Record<string, string | number | boolean | null | Rejection>;
  /** A column's cell as a person sees it; empty where it is blank. */
  shown(column: string): string;
  /** The address of a column's cell: `D5`. */
  address(column: string): string;
}

/** How a row's period is found: the month or quarter that a re-issue of it replaces. */
export interface ExtractPeriod {
  readonly column: string;
  readonly unit: "month" | "quarter";
  /**
   * Needed where `column` may be blank: such a row belongs to the latest period in the file; where the file has none, to
   * the period of the latest date in this other column.
   */
  readonly whenBlank?: string;
}

/** A contract: what a DCC extract must look like. Its file in `etl/extracts/` is the only place that knows it. */
export interface Extract {
  /** Snake case: the table's name in schema `extracts`. */
  readonly name: string;
  readonly title: string;
  /** The clause or document that asks for it. */
  readonly source: string;
  readonly classification: Classification;
  /** False where the classification came from a secondary source (`domain.md`: unverified). */
  readonly isClassificationVerified: boolean;
  /** Words in a file name, sheet name or title line that hint at this extract; never needed, never enough. */
  readonly hint: RegExp;
  /** Columns whose values together identify one row. */
  readonly key: readonly string[];
  /** The column whose month or quarter the row belongs to; null where a re-issue replaces the whole list. */
  readonly period: ExtractPeriod | null;
  /**
   * What a later file of a period replaces. `period`: all that stood for it, as the rows are a snapshot. `key`: the rows
   * with the same key, as the rows are events that several files can report. A re-issue replaces the period in both.
   * `period` where a contract does not say.
   */
  readonly replaces?: "period" | "key";
  /**
   * Looks at a whole row before it counts, where a cell means something only beside another. It may change the readings.
   * Such an extract is read row by row, which takes longer.
   */
  readonly settle?: (row: RowInHand) => void;
  /** Columns in canonical order, by snake case name. */
  readonly columns: Readonly<Record<string, Column>>;
}

/** One broken rule at one place (or a run of places) of an input. Never carries an Amber or Red value in its `message`. */
export interface Problem {
  /** The sheet's name; null when the file as a whole is meant. */
  readonly sheet: string | null;
  /** `row`: the row could be set aside and the rest loaded. `sheet`: nothing of the file can be loaded as it stands. */
  readonly scope: "row" | "sheet";
  /** A1 address or range: `E12`, `E12:E340`; null when the sheet or file as a whole is meant. */
  readonly cell: string | null;
  readonly row: number | null;
  readonly column: string | null;
  /** The header as the file spells it; null as above. */
  readonly header: string | null;
  /** "must be a whole number of requests". */
  readonly rule: string;
  /**
   * The (first) value as a person sees it in the sheet, `""` for a blank; null when no value is meant. Printed only
   * where the column's class or the caller allows.
   */
  readonly value: string | null;
  /** How to mend it: `did you mean "North"`, `rename C5 "Regoin" to "Region"`. Never carries a value of the sheet's rows. */
  readonly suggestion: string | null;
  readonly classification: Classification;
  /** How many cells break the rule there; with `cell` null and a column: that many more, beyond the ones listed. */
  readonly cells: number;
}

/** Rows that met every rule of their contract, column by column. */
export interface Batch {
  readonly rowCount: number;
  /** The same as `sourceRow`, `period` and `values`, as they can be written into a DuckDB data chunk. */
  readonly vectors: {
    readonly sourceRow: NumberVector;
    readonly period: NumberVector;
    readonly values: readonly ColumnVector[];
  };
  /** The sheet's own row numbers, 1-based. */
  readonly sourceRow: readonly number[];
  /** First day of the row's period, in days since 1970-01-01; null where the contract has no period. */
  readonly period: readonly (number | null)[];
  /** One array a contract column, in contract order; see {@linkcode ColumnKind} for the representation; null is blank. */
  readonly values: readonly (readonly (string | number | boolean | null)[])[];
}
