import type { Classification } from "../base/classification.ts";
import type { Value } from "../db/value.ts";

/** One column of an annex table. */
export interface TableColumn {
  /** The view's column name: the header of the CSV and the key of the JSON. */
  readonly name: string;
  /** What people read above it, with its unit: "Percent of forecast (%)". */
  readonly title: string;
  readonly kind: "text" | "count" | "percent" | "date" | "month" | "quarter" | "boolean";
  /** Digits after the decimal point where shown to people; the report's definition says how many. Percent only. */
  readonly decimals?: number;
  /** Why a cell of this column can be blank; required when one is. Shown as `[x]` with the reason in the notes. */
  readonly blank?: string;
}

/** One table of the annex: a sheet in the workbook, a section in the documents, a CSV file. */
export interface AnnexTable {
  /** The view it comes from, unique in its set: the CSV's file name and the workbook's table name. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Value[])[];
  /**
   * How many decimals each row's percentages are shown with, where these are more than their columns': a figure near a
   * level it is compared with is not shown as that level. Left out where no row has more.
   */
  readonly rowDecimals?: readonly number[];
  readonly notes: readonly string[];
  /** The clause or document the table answers to. */
  readonly source: string;
  readonly classification: Classification;
  /** The report it is about, by its number in `reference.reports`; left out when it is about none. */
  readonly reportNumber?: number;
  /** One a row, in the formats that have links: the row's own anchor, and that of the row it leads to; null for none. */
  readonly rowLinks?: readonly { readonly id: string | null; readonly to: string | null }[];
}

/** A chart as Vega-Lite with its data inside, and what it shows in words (its alternative text). */
export interface AnnexChart {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly spec: Record<string, unknown>;
  readonly classification: Classification;
  /** The report it stands with: after its last table; left out when it stands with the other charts. */
  readonly reportNumber?: number;
  /** Whether the covering paper shows it as well. */
  readonly isInPaper?: boolean;
}

/** Everything an annex says, as data: described once, validated once, then written in every format. */
export interface TableSet {
  /** "Annex A: DCC SEC Panel Reports, July 2019". */
  readonly title: string;
  /** The first of the month, `yyyy-mm-dd`. */
  readonly month: string;
  /** The class of the audience it is built for: printed on every page and sheet, and nothing in it is above it. */
  readonly audience: Classification;
  /** Whether the sources are synthetic samples, which every output then says. */
  readonly isSynthetic: boolean;
  readonly notes: readonly string[];
  readonly tables: readonly AnnexTable[];
  readonly charts: readonly AnnexChart[];
  /** What exists above the audience's class: by title and class only. */
  readonly withheld: readonly { readonly title: string; readonly classification: Classification }[];
}
