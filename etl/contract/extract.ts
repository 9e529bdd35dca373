import type { Column } from "./column.ts";
import type { Classification } from "../base/classification.ts";
import type { ColumnVector, NumberVector } from "./column_vector.ts";
import type { Rejection } from "./rejection.ts";

/** The readings of one row, for a contract with rules across columns. */
export interface RowInHand {
  /** By column name: the value, null for a blank, or a rejection. A contract may replace a reading. */
  readonly readings: Record<string, string | number | boolean | null | Rejection>;
  /** The text of a column's cell as a person sees it; empty for a blank. */
  shown(column: string): string;
  /** The address of a column's cell: `D5`. */
  address(column: string): string;
}

/** How a row's period is found. A re-issue replaces the rows of that month or quarter. */
export interface ExtractPeriod {
  readonly column: string;
  readonly unit: "month" | "quarter";
  /**
   * Required when `column` may be blank. A row without a date then belongs to the latest period in the file. When the
   * file has no period, it belongs to the period of the latest date in this column.
   */
  readonly whenBlank?: string;
}

/** A contract: the required form of a DCC extract. Its file in `etl/extracts/` is the only place that defines it. */
export interface Extract {
  /** Snake case: the table's name in schema `extracts`. */
  readonly name: string;
  readonly title: string;
  /** The clause or document that requires it. */
  readonly source: string;
  readonly classification: Classification;
  /** False when the classification comes from a secondary source (`domain.md`: unverified). */
  readonly isClassificationVerified: boolean;
  /** Words in a file name, sheet name or title line that suggest this extract. They only resolve doubt. */
  readonly hint: RegExp;
  /** Columns whose values together identify one row. */
  readonly key: readonly string[];
  /** The column that gives the row's month or quarter. Null when a re-issue replaces the whole list. */
  readonly period: ExtractPeriod | null;
  /**
   * The rows that a later file of a period replaces. `period` replaces all rows of the period, because they are a
   * snapshot. `key` replaces the rows with the same key, because they are events that several files can report. A
   * re-issue replaces the period in both cases. The default is `period`.
   */
  readonly replaces?: "period" | "key";
  /**
   * Checks a whole row when the meaning of a cell depends on another cell. It may change the readings. Such an extract
   * is read row by row, which takes longer.
   */
  readonly settle?: (row: RowInHand) => void;
  /** Columns in canonical order, by snake case name. */
  readonly columns: Readonly<Record<string, Column>>;
}

/** One broken rule at one place, or range, of an input. `value` may be Amber or Red; messages withhold it. */
export interface Problem {
  /** The sheet's name; null when the problem concerns the whole file. */
  readonly sheet: string | null;
  /** `row`: the row can be rejected and the rest loaded. `sheet`: nothing in the file can be loaded. */
  readonly scope: "row" | "sheet";
  /** A1 address or range: `E12`, `E12:E340`. Null when the problem concerns the whole sheet or file. */
  readonly cell: string | null;
  readonly row: number | null;
  readonly column: string | null;
  /** The header as the file spells it; null for a whole sheet or file. */
  readonly header: string | null;
  /** "must be a whole number of requests". */
  readonly rule: string;
  /**
   * The first value as a person sees it in the sheet; `""` for a blank. Null when the problem has no value. It is
   * printed only if the column's class or the caller allows.
   */
  readonly value: string | null;
  /**
   * How to fix it: `did you mean "North"`, `rename C5 "Regoin" to "Region"`. Never contains a value from the sheet's
   * rows.
   */
  readonly suggestion: string | null;
  readonly classification: Classification;
  /**
   * The number of cells that break the rule. If `cell` is null and `column` is not, it counts the cells beyond those
   * listed.
   */
  readonly cells: number;
}

/** Rows that met every rule of their contract, column by column. */
export interface Batch {
  readonly rowCount: number;
  /** `sourceRow`, `period` and `values` in a form that a DuckDB data chunk takes. */
  readonly vectors: {
    readonly sourceRow: NumberVector;
    readonly period: NumberVector;
    readonly values: readonly ColumnVector[];
  };
  /** The sheet's own row numbers, 1-based. */
  readonly sourceRow: readonly number[];
  /** First day of the row's period, in days since 1970-01-01. Null when the contract has no period. */
  readonly period: readonly (number | null)[];
  /** One array per contract column, in contract order. {@linkcode ColumnKind} defines the values. Null is a blank. */
  readonly values: readonly (readonly (string | number | boolean | null)[])[];
}
