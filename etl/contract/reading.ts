import type { Batch, Extract, Problem } from "./extract.ts";

/** Where a contract's column stands in a sheet. */
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
  /** The row of the header, 1-based; the lower one where the header takes two rows. */
  readonly headerRow: number;
  /** In contract order, one a column of the contract. */
  readonly columns: readonly RecognisedColumn[];
  /** Headers that are no column of the contract: not loaded. */
  readonly ignoredHeaders: readonly string[];
  /** Texts above the header, in order: titles, classification, "as at" dates, a mention of a re-issue. */
  readonly titleLines: readonly string[];
}

/** A row that broke a rule of its contract, for a caller who sets such rows aside. */
export interface RejectedRow {
  readonly sourceRow: number;
  /** As in {@linkcode Batch}; null also where the row's period cannot be read. */
  readonly period: number | null;
  /** One a bad cell, not grouped; `scope` is `row`. */
  readonly problems: readonly Problem[];
}

/** Some rows of one sheet: the good ones as columns, the bad ones with what is wrong with them. */
export interface SheetBatch extends Batch {
  readonly sheet: RecognisedSheet;
  readonly rejectedRows: readonly RejectedRow[];
}

/** A workbook held against the contracts. */
export interface Reading {
  /** The sheets that `batches` reads, in the workbook's order. Several may fit one contract; several contracts may fit. */
  readonly sheets: readonly RecognisedSheet[];
  /** What was skipped or ignored and why; complete once `batches` has been read to its end. */
  readonly notes: readonly string[];
  /**
   * Everything wrong with the file, adjacent cells that break one rule grouped into ranges. Before `batches` is read: what
   * recognition found. Complete once `batches` has been read to its end. Empty then: the file meets its contracts.
   * Uniqueness of keys is not among it: the loader checks that where the rows are.
   */
  readonly problems: readonly Problem[];
  /**
   * The rows of all recognised sheets in batches of at most 2,048, in bounded memory. A sheet's rows are in order, but
   * for rows without a period of their own (`whenBlank`): those come last, when the file's latest period is known.
   * Can be read once.
   *
   * @throws {UserError} exit 4, when a sheet cannot be read whole
   */
  batches(): AsyncIterable<SheetBatch>;
}
