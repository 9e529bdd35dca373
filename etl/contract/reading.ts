import type { Batch, Extract, Problem } from "./extract.ts";

/** The place of a contract's column in a sheet. */
export interface RecognisedColumn {
  /** The column's name in the contract. */
  readonly name: string;
  /** Zero-based; column A is 0. */
  readonly index: number;
  readonly letters: string;
  /** The header as the sheet spells it, white space trimmed. */
  readonly header: string;
}

/** A sheet that fits a contract. */
export interface RecognisedSheet {
  readonly sheet: string;
  readonly extract: Extract;
  /** The row of the header, 1-based. It is the lowest row when the header has several. */
  readonly headerRow: number;
  /** One per column of the contract, in contract order. */
  readonly columns: readonly RecognisedColumn[];
  /** Headers that match no column of the contract. Their columns are not loaded. */
  readonly ignoredHeaders: readonly string[];
  /** Texts above the header, in order: titles, classification, "as at" dates, a mention of a re-issue. */
  readonly titleLines: readonly string[];
}

/** A row that broke a rule of its contract, for a caller who sets such rows aside. */
export interface RejectedRow {
  readonly sourceRow: number;
  /** As in {@linkcode Batch}. Also null when the row's period cannot be read. */
  readonly period: number | null;
  /** One per bad cell, not grouped. `scope` is `row`. */
  readonly problems: readonly Problem[];
}

/** Some rows of one sheet: the good rows as columns, and the rejected rows with their problems. */
export interface SheetBatch extends Batch {
  readonly sheet: RecognisedSheet;
  readonly rejectedRows: readonly RejectedRow[];
}

/** The result of matching a workbook with the contracts. */
export interface Reading {
  /** The sheets that `batches` reads, in the workbook's order. Several sheets may fit one contract. */
  readonly sheets: readonly RecognisedSheet[];
  /** Everything skipped or ignored, with the reason. Complete once `batches` has been read to its end. */
  readonly notes: readonly string[];
  /**
   * Every mistake in the file. Adjacent cells that break one rule form one range. The list holds the mistakes of
   * recognition at first. It is complete once `batches` has been read to its end. If it is then empty, the file meets
   * its contracts. The loader checks that keys are unique, because it holds all the rows.
   */
  readonly problems: readonly Problem[];
  /**
   * Reads the rows of all recognised sheets in bounded memory, in batches of at most 2,048 rows. The rows of a sheet
   * come in order. Rows without a period of their own (`whenBlank`) come last, when the file's latest period is known.
   * The batches can be read once.
   *
   * @throws {UserError} exit 4, when a sheet cannot be read whole
   */
  batches(): AsyncIterable<SheetBatch>;
}
