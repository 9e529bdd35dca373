import { cleanText } from "../text/clean_text.ts";
import { isTotalsLabel, mayBeTotalsLabel } from "../contract/totals_label.ts";
import type { Cell, Row } from "../workbook/cell.ts";
import { cellFacts } from "./cell_facts.ts";
import { ColumnProfile, NOT_TEXT } from "./column_profile.ts";
import type { FoundHeader } from "./find_header.ts";
import { type FoundKey, KeySearch } from "./key_search.ts";

/** The most columns examined. A sheet may have 16,384. */
export const MOST_COLUMNS = 500;
/** In characters. A longer text does not label a group or a total. */
const LONGEST_LABEL = 80;
/** A totals label that names its parts: "Total for both", "Total (all Users)". */
const TOTAL_OF = /^(?:(?:grand|overall|sub)[ -]?)?totals?\s*(?:[(:\u2013-]|for\b|of\b|all\b)/i;

/**
 * Reads a sheet's rows under a header and profiles the columns of the data. Without a contract, it recognises totals,
 * notes and another table by their appearance.
 *
 * @example
 * ```ts
 * import { TableProfile } from "./table_profile.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const table = new TableProfile({ rows: [1], headers: new Map([[0, "Name"], [1, "Age"]]) }, null);
 * const row = (number: number, ...texts: string[]) =>
 *   ({ number, cells: texts.map((text) => ({ kind: "text", text }) as const), hidden: false });
 * for (const one of [row(2, "Prince", "57"), row(3, "Total", "57"), row(5, "Source: a newspaper")]) table.add(one);
 * table.finish();
 * deepStrictEqual([table.rows, table.totalsRows, table.notes?.row], [1, [3], 5]);
 * ```
 */
export class TableProfile {
  readonly columns: readonly ColumnProfile[];
  rows = 0;
  lastRow: number;
  readonly totalsRows: number[] = [];
  /** Rows in the table that hold only the label of a group. */
  readonly groupRows: number[] = [];
  notes: { row: number; rows: number } | null = null;
  /**
   * The first data row after notes. The next field has the first blank row inside the table, and the number of such
   * places.
   */
  afterNotes: number | null = null;
  blankRowsInside: { row: number; places: number } | null = null;
  /** The first row of another table. Nothing from there on is described. */
  otherTable: number | null = null;
  /** Filled cells in columns without a header, by column. */
  readonly unheaded = new Map<number, { cells: number; first: number }>();
  readonly #search: KeySearch;
  readonly #lowest: number;
  readonly #isHeaded: boolean[] = [];
  #previous: number;
  /** A row that labels a group if data follows at once. Otherwise it is a note. */
  #label: Row | null = null;

  /**
   * @param header The header of the table
   * @param key The columns that should be unique together, by their index in the sheet; null when unknown
   */
  constructor(header: FoundHeader, key: readonly number[] | null) {
    const headed = [...header.headers].slice(0, MOST_COLUMNS);
    const hasYes = headed.some(([, text]) => /^yes$/i.test(text));
    this.columns = headed.map(([index, text]) => new ColumnProfile(index, text, hasYes && /^no$/i.test(text)));
    for (const [index] of header.headers) this.#isHeaded[index] = true;
    this.#lowest = header.rows.at(-1)!;
    this.lastRow = this.#lowest;
    this.#previous = this.#lowest;
    const places = key?.map((index) => this.columns.findIndex((column) => column.index === index)) ?? null;
    this.#search = new KeySearch(
      this.columns,
      places?.includes(-1) ? null : places,
    );
  }

  /** Adds the sheet's next row. The rows down to the header are ignored. */
  add(row: Row): void {
    if (row.number <= this.#lowest || this.otherTable !== null) return;
    const filled = this.columns.filter((column) => isFilled(row, column.index));
    if (filled.length === 0) return;
    const isAfterGap = row.number > this.#previous + 1;
    this.#previous = row.number;
    if (this.#label !== null) {
      const label = this.#label;
      this.#label = null;
      const isGroup = !isAfterGap && filled.length > 1 && !this.#isTotals(row, filled) &&
        !this.#isOtherTable(row, filled, true) && !this.#isProse(row, filled);
      if (isGroup) this.groupRows.push(label.number);
      else this.#note(label);
    }
    if (this.#isTotals(row, filled)) {
      this.totalsRows.push(row.number);
    } else if (this.#mayLabelGroup(row, filled)) {
      this.#label = row;
    } else if (
      this.#isNote(row, filled, isAfterGap) ||
      (this.notes !== null && this.#isProse(row, filled))
    ) {
      this.#note(row);
    } else if (this.#isOtherTable(row, filled, isAfterGap)) {
      this.otherTable = row.number;
    } else {
      this.#keep(row, isAfterGap);
    }
  }

  finish(): FoundKey {
    if (this.#label !== null) this.#note(this.#label);
    this.#label = null;
    return this.#search.finish();
  }

  #keep(row: Row, isAfterGap: boolean): void {
    if (this.notes !== null) this.afterNotes ??= row.number;
    else if (isAfterGap && this.rows > 0) {
      if (this.blankRowsInside === null) {
        this.blankRowsInside = { row: this.lastRow + 1, places: 1 };
      } else this.blankRowsInside.places++;
    }
    this.rows++;
    this.lastRow = row.number;
    const identities = this.columns.map((column) => column.add(row.cells[column.index], row.number)?.identity ?? null);
    this.#search.add(identities, row.number);
    for (let index = 0; index < row.cells.length; index++) {
      if (this.#isHeaded[index] || !isFilled(row, index)) continue;
      const found = this.unheaded.get(index);
      if (found === undefined) {
        this.unheaded.set(index, { cells: 1, first: row.number });
      } else found.cells++;
    }
  }

  #note({ number }: Row): void {
    if (this.notes === null) this.notes = { row: number, rows: 1 };
    else this.notes.rows++;
  }

  /**
   * Whether a row is a short text in the first column alone. The next row tells whether it labels a group or begins the
   * notes. After the first note, all such rows are notes.
   */
  #mayLabelGroup(row: Row, filled: readonly ColumnProfile[]): boolean {
    const [only, ...others] = filled;
    if (others.length > 0 || only !== this.columns[0] || this.columns.length < (this.rows === 0 ? 3 : 2)) return false;
    const cell = row.cells[only!.index]!;
    return this.notes === null && cell.kind === "text" && cell.text.length <= LONGEST_LABEL &&
      cellFacts(cell)?.form === "text";
  }

  /** Whether a row has a totals label in any column, even one without a header. */
  #isTotals({ cells }: Row, filled: readonly ColumnProfile[]): boolean {
    const texts = cells.flatMap((cell) =>
      cell?.kind === "text" && cell.text.length <= LONGEST_LABEL && cellFacts(cell)?.form === "text"
        ? [cleanText(cell.text)]
        : []
    );
    if (texts.some(isTotalsLabel)) return true;
    const isAlone = texts.length === 1 &&
      filled.some(({ index }) => cells[index]!.kind !== "text" || holdsNumber(cells[index]!));
    return isAlone && mayBeTotalsLabel(texts[0]!) && (TOTAL_OF.test(texts[0]!) || this.#leavesTextsBlank(cells));
  }

  /** Whether the row is blank in a column that has text in every row above. A total has no such key. */
  #leavesTextsBlank(cells: Row["cells"]): boolean {
    return this.rows > 0 &&
      this.columns.some((column) =>
        column.blank === 0 && column.forms.size === 1 && column.forms.has("text") && cells[column.index] === undefined
      );
  }

  /** Whether a row is text in the first column alone. */
  #isNote(
    row: Row,
    filled: readonly ColumnProfile[],
    isAfterGap: boolean,
  ): boolean {
    const [only, ...others] = filled;
    if (
      others.length > 0 || only !== this.columns[0] || this.columns.length < 2
    ) return false;
    return cellFacts(row.cells[only!.index])?.form === "text" &&
      (isAfterGap || this.notes !== null || this.rows > 0);
  }

  /** Whether a row repeats the header. After a gap it may also be texts that do not suit the number columns. */
  #isOtherTable(
    row: Row,
    filled: readonly ColumnProfile[],
    isAfterGap: boolean,
  ): boolean {
    if (filled.length < 2 || this.rows === 0) return false;
    const isAgain = filled.filter((column) => {
      const cell = row.cells[column.index]!;
      if (cell.kind !== "text") return false;
      // In a header of several rows, the lowest comes last.
      if (cell.text.length > 2 * column.header.length + LONGEST_LABEL) return false;
      const text = cleanText(cell.text);
      return text === column.header || column.header.endsWith(` ${text}`);
    });
    if (isAgain.length * 2 > filled.length) return true;
    return isAfterGap && this.#isStrange(row, filled);
  }

  /** Whether a row is text over a few columns that continues the notes. */
  #isProse(row: Row, filled: readonly ColumnProfile[]): boolean {
    const isText = filled.every((column) => cellFacts(row.cells[column.index])?.form === "text");
    return this.#isStrange(row, filled) ||
      (isText && filled.length * 2 < this.columns.length);
  }

  /** Whether a row is only texts that do not suit the columns of numbers and days. */
  #isStrange(row: Row, filled: readonly ColumnProfile[]): boolean {
    const facts = filled.map((column) => ({
      column,
      facts: cellFacts(row.cells[column.index]),
    }));
    if (!facts.every((one) => one.facts?.form === "text")) return false;
    const figures = facts.filter(({ column }) => holdsFigures(column));
    return figures.length > 0 &&
      figures.every((one) => (one.facts!.kinds & NOT_TEXT) === 0);
  }
}

function holdsFigures(column: ColumnProfile): boolean {
  return [
    column.taken("count"),
    column.taken("date"),
    column.filled - column.taken("text"),
  ].some((cells) => cells * 2 > column.filled);
}

function holdsNumber(cell: Cell): boolean {
  return (cell.kind !== "text" || cell.text.length <= LONGEST_LABEL) && (cellFacts(cell)?.number ?? null) !== null;
}

function isFilled(row: Row, index: number): boolean {
  const cell = row.cells[index];
  // One letter or digit is enough. A long text need not be cleaned whole.
  return cell !== undefined &&
    (cell.kind !== "text" || /^[!-~]/.test(cell.text) || cleanText(cell.text) !== "");
}
