import type { Classification } from "../base/classification.ts";
import type { Value } from "../db/value.ts";
import type { Reconciliation } from "./reconcile.ts";

/** Where a figure came from: everything a trace found, whoever may see it. */
export interface Trace {
  /** As it was asked for: `csr_variance_summary`, `Annex A, row 5`. */
  readonly figure: string;
  /** The first of the month asked for; null: every month. */
  readonly month: string | null;
  /** The column asked for; null: all of them. */
  readonly column: string | null;
  /** The condition asked with, and its class, as it can name a User. */
  readonly where: { readonly sql: string; readonly classification: Classification } | null;
  /** The day the figure was asked as known on; null: now. */
  readonly asOf: string | null;
  /** Whether any file it came from says on its face that it is synthetic. */
  readonly isSynthetic: boolean;
  readonly columns: readonly TracedColumn[];
  /** As they are released to the audience. */
  readonly rows: readonly (readonly Value[])[];
  /** What the figure is defined by: its own query first, then those that one reads, macros, and reference data. */
  readonly definitions: readonly TracedDefinition[];
  /** The loads that alone give the figure, none of which can be left out. */
  readonly loads: readonly TracedLoad[];
  /** How many loads there were to find them among. */
  readonly loadsConsidered: number;
  /** Whether superseded loads were among them, as the figure is about them too. */
  readonly hasSuperseded: boolean;
  readonly reconciliation: Reconciliation;
  /** The columns whose figures are suppressed for the audience as too few stand behind them, row by row. */
  readonly suppressed: readonly (readonly string[])[];
  /** Why, a sentence each. */
  readonly suppressedReasons: readonly string[];
}

/** A column of the figure. */
export interface TracedColumn {
  readonly name: string;
  /** DuckDB's name of its type. */
  readonly type: string;
  readonly classification: Classification;
}

/** A file that defines the figure, as published. */
export interface TracedDefinition {
  readonly kind: "query" | "macro" | "reference";
  readonly name: string;
  /** Relative to the project; null where this project has no such file (any more), or DuckDB generated the view. */
  readonly place: string | null;
  /** Of the published text, in hexadecimal; null for a generated view. */
  readonly sha256: string | null;
  /** Whether the file in this project has the published text. */
  readonly isUnchanged: boolean;
}

/** One sheet and period of a file, and the cells the figure came from. */
export interface TracedLoad {
  readonly loadId: number;
  readonly fileId: number;
  readonly fileName: string;
  /** Of the file's bytes when it was loaded, in hexadecimal. */
  readonly sha256: string;
  /** `yyyy-mm-ddThh:mm:ss` */
  readonly loadedAt: string;
  readonly extract: string;
  /** The class of how many rows its extract has. */
  readonly classification: Classification;
  readonly sheet: string;
  /** The first of its month or quarter; null where the file is one whole list. */
  readonly period: string | null;
  readonly headerRow: number;
  /** Rows of the load, and those of them the figure came from. */
  readonly rowCount: number;
  readonly rowsUsed: number;
  /** The columns of the extract the rows were narrowed by; none: every row of the load counts. */
  readonly narrowedBy: readonly string[];
  /** The columns that can have a part in the figure. */
  readonly columns: readonly TracedCells[];
  /** The cells in A1 notation, all columns together. */
  readonly ranges: readonly string[];
}

/** The cells of one column. */
export interface TracedCells {
  readonly name: string;
  readonly letters: string;
  /** As the sheet spells it. */
  readonly header: string;
  readonly classification: Classification;
}
