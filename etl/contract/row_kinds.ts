import type { Row } from "../workbook/cell.ts";
import type { CellReader } from "./cell_reader.ts";
import { cleanText } from "../text/clean_text.ts";
import { isFilled } from "./is_filled.ts";
import { normaliseHeader } from "./normalise_header.ts";
import type { RecognisedSheet } from "./reading.ts";
import { Rejection } from "./rejection.ts";
import { isTotalsLabel, mayBeTotalsLabel, namesAll } from "./totals_label.ts";
import type { TotalsCheck } from "./totals_check.ts";

/** The kinds of row below a header. A wide note has several cells. */
export type RowKind = "blank" | "header" | "totals" | "note" | "wide note" | "data";

/** The position of a row in its sheet. */
export interface RowPlace {
  /** A blank row precedes it. */
  readonly isAfterGap: boolean;
  /** A note has ended the table. */
  readonly isInNotes: boolean;
}

/**
 * Classifies rows that are not good rows of the table: totals, notes, another table's header, and data with a mistake.
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { cellReader } from "./cell_reader.ts";
 * import { ProblemList } from "./problem_list.ts";
 * import { RowKinds } from "./row_kinds.ts";
 * import { TotalsCheck } from "./totals_check.ts";
 * import { strictEqual } from "node:assert/strict";
 * const columns = Object.entries(csr.columns)
 *   .map(([name, { header }], index) => ({ name, index, letters: "ABCDE"[index]!, header }));
 * const sheet = { sheet: "Variance", extract: csr, headerRow: 1, columns, ignoredHeaders: [], titleLines: [] };
 * const readers = Object.values(csr.columns).map((column) => cellReader(column, false));
 * const kinds = new RowKinds(sheet, readers, new Set(), new TotalsCheck(sheet, readers, new ProblemList(), []));
 * const cells = [{ kind: "text", text: "Source: the DCC" }] as const;
 * strictEqual(kinds.kindOf({ number: 9, cells, hidden: false }, { isAfterGap: true, isInNotes: false }), "note");
 * ```
 */
export class RowKinds {
  readonly #indexes: readonly number[];
  readonly #keyIndexes: readonly number[];
  readonly #firstIndex: number;

  /**
   * @param recognised The sheet and the contract it fits
   * @param readers The readers of the contract's columns
   * @param knownHeaders Normalised headers of every contract. A row with three of them begins another table.
   * @param totals Knows the sums so far
   */
  constructor(
    readonly recognised: RecognisedSheet,
    readonly readers: readonly CellReader[],
    readonly knownHeaders: ReadonlySet<string>,
    readonly totals: TotalsCheck,
  ) {
    const { columns, extract } = recognised;
    this.#indexes = columns.map((column) => column.index);
    this.#keyIndexes = columns.filter((column) => extract.key.includes(column.name)).map((column) => column.index);
    this.#firstIndex = Math.min(...this.#indexes);
  }

  kindOf(row: Row, place: RowPlace): RowKind {
    const filled = filledIndexes(row);
    if (!this.#indexes.some((index) => filled.includes(index))) return "blank";
    if (this.#isAnotherHeader(row, filled)) return "header";
    if (this.#isTotals(row, filled)) return "totals";
    if (this.#isNote(row, filled, place)) return "note";
    return this.#isWideNote(row, filled, place) ? "wide note" : "data";
  }

  isNote(row: Row, place: RowPlace): boolean {
    return this.#isNote(row, filledIndexes(row), place);
  }

  /** Whether a row after a note may be data: it has a value that no note has, or most of a row's cells. */
  looksLikeData(row: Row): boolean {
    return this.#looksLikeData(row, filledIndexes(row));
  }

  #isAnotherHeader(row: Row, filled: readonly number[]): boolean {
    const known = filled.filter((index) => {
      const cell = row.cells[index]!;
      return cell.kind === "text" && this.knownHeaders.has(normaliseHeader(cell.text));
    });
    return known.length >= 3 && known.length * 2 >= filled.length;
  }

  #isTotals(row: Row, filled: readonly number[]): boolean {
    const blankKeys = this.#keyIndexes.filter((index) => !filled.includes(index));
    return filled.some((index) => {
      const cell = row.cells[index]!;
      if (cell.kind !== "text") return false;
      const text = cleanText(cell.text);
      const isKey = this.#keyIndexes.includes(index);
      if (isTotalsLabel(text)) return isKey || blankKeys.length > 0;
      // "All Users" with its month filled in is not a User, because its key column rejects it.
      const isNoKey = isKey ? this.#isNoValue(row, index) : blankKeys.length > 0;
      if (isNoKey && namesAll(text) && this.totals.isStatedIn(row)) return true;
      const otherKeys = this.#keyIndexes.length - (isKey ? 1 : 0);
      return otherKeys > 0 && blankKeys.length === otherKeys && mayBeTotalsLabel(text) && this.totals.isStatedIn(row);
    });
  }

  #isNoValue(row: Row, index: number): boolean {
    return this.readers[this.#indexes.indexOf(index)]!(row.cells[index]) instanceof Rejection;
  }

  #isNote(row: Row, filled: readonly number[], place: RowPlace): boolean {
    const cell = row.cells[this.#firstIndex];
    if (filled.length !== 1 || cell?.kind !== "text") return false;
    if (place.isAfterGap || place.isInNotes) return true;
    // Directly under the table, a single month or date is a truncated row and not a note.
    const position = this.#indexes.indexOf(this.#firstIndex);
    const kind = this.recognised.extract.columns[this.recognised.columns[position]!.name]!.kind;
    return kind === "text" || this.readers[position]!(cell) instanceof Rejection;
  }

  /** Whether a row after a blank row is two or three texts, such as "Source:" and "DCC", that are not data. */
  #isWideNote(row: Row, filled: readonly number[], place: RowPlace): boolean {
    return place.isAfterGap && !place.isInNotes && filled[0] === this.#firstIndex && filled.length <= 3 &&
      filled.every((index) => row.cells[index]!.kind === "text") && !this.#looksLikeData(row, filled);
  }

  #looksLikeData(row: Row, filled: readonly number[]): boolean {
    const columns = Object.values(this.recognised.extract.columns);
    const inTable = this.#indexes.filter((index) => filled.includes(index));
    return inTable.length * 2 >= columns.length ||
      inTable.length > 1 && columns.some((column, position) => {
          const cell = row.cells[this.#indexes[position]!];
          const value = cell === undefined ? null : this.readers[position]!(cell);
          return column.kind !== "text" && value !== null && !(value instanceof Rejection);
        });
  }
}

function filledIndexes(row: Row): number[] {
  return row.cells.flatMap((cell, index) => isFilled(cell) ? [index] : []);
}
