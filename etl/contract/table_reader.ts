import { columnLetters } from "../workbook/address.ts";
import type { CellBlock } from "../workbook/xlsx/cell_block.ts";
import type { Row } from "../workbook/cell.ts";
import { BatchBuilder } from "./batch_builder.ts";
import { firstDayOf } from "./calendar_day.ts";
import { type CellReader, cellReader } from "./cell_reader.ts";
import { cleanText } from "../text/clean_text.ts";
import { ColumnValidator } from "./column_validator.ts";
import { type ColumnVector, columnVector, type NumberVector } from "./column_vector.ts";
import type { Extract, Problem } from "./extract.ts";
import { DateSpread } from "./date_spread.ts";
import { DateStyles } from "./date_styles.ts";
import { isFilled } from "./is_filled.ts";
import { oneLine } from "../text/one_line.ts";
import type { ProblemList } from "./problem_list.ts";
import type { RecognisedSheet } from "./reading.ts";
import { Rejection } from "./rejection.ts";
import { RowKinds, type RowPlace } from "./row_kinds.ts";
import { RowRuns } from "./row_runs.ts";
import { shownValue } from "./shown_value.ts";
import { StrayCells } from "./stray_cells.ts";
import { mayBeTotalsLabel } from "./totals_label.ts";
import { TotalsCheck } from "./totals_check.ts";
import type { CellValue } from "./cell_value.ts";

/** A date at least this many days from all other dates of its column is an outlier. */
const ALONE = 300;

/** The form in which a spreadsheet program saves a long number as CSV. The last digits are lost. */
const ROUNDED = /^\d(?:\.\d+)?E\+\d{2,}$/;
const ROUNDED_CODE = new Rejection(
  "must be the code as it was typed, but a spreadsheet program has rounded it to a number",
  "format the column as Text in the workbook it was saved from, type the codes again, and save it as CSV once more",
);

/**
 * Reads one sheet's rows under the contract it fits. It separates data from totals, notes, blank rows and a second
 * table, and values from mistakes.
 *
 * A row takes a short path while all its cells are good values. Only a row with a bad cell is examined as a whole. A
 * million rows are therefore validated in seconds.
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { ProblemList } from "./problem_list.ts";
 * import { TableReader } from "./table_reader.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const columns = Object.entries(csr.columns)
 *   .map(([name, { header }], index) => ({ name, index, letters: "ABCDE"[index]!, header }));
 * const sheet = { sheet: "Variance", extract: csr, headerRow: 1, columns, ignoredHeaders: [], titleLines: [] };
 * const table = new TableReader(sheet, new Set([0, 1, 2, 3, 4]), new Set(), new ProblemList(), []);
 * const cells = ["Jul-19", "90-B3-D5-1F-30-01-00-00", "Alpha Energy", "1,200", "1,320"].map((text) => ({ kind: "text", text }) as const);
 * table.add({ number: 2, cells, hidden: false });
 * deepStrictEqual(table.batch.take().values.at(-1), [1320]);
 * ```
 */
export class TableReader {
  /** Rows read, good and bad. */
  rowCount = 0;
  /** The latest period among the rows that have one. */
  latestPeriod: number | null = null;
  /** The latest fallback date, for rows without a period of their own. */
  latestFallback: number | null = null;
  readonly batch: BatchBuilder;
  /** Good rows without a period of their own. They wait until the file's latest period is known. */
  readonly #waiting: { readonly sourceRow: number; readonly values: readonly (CellValue | null)[] }[] = [];
  #taken = 0;

  readonly #indexes: readonly number[];
  readonly #readers: readonly CellReader[];
  /** By position: whether the column holds texts. */
  readonly #isText: readonly boolean[];
  readonly #settle: Extract["settle"];
  readonly #validators: readonly ColumnValidator[];
  /** The last block read, its columns, and its rows with a bad cell. */
  #block: CellBlock | null = null;
  readonly #vectors: readonly ColumnVector[];
  #bad = new Uint8Array();
  readonly #firstIndex: number;
  readonly #strays: StrayCells;
  /** The positions of the other columns, when a row may consist of its reference alone. Otherwise empty. */
  readonly #otherPositions: readonly number[];
  readonly #periodPosition: number;
  readonly #fallbackPosition: number;
  readonly #periodNeedsTruncation: boolean;
  /** The last day converted, and its period. Most rows repeat the day of the row before. */
  #day = NaN;
  #start = NaN;
  /** By the position of a date column: how its dates are written, and how they spread over the years. */
  readonly #styles = new Map<number, DateStyles>();
  readonly #spreads = new Map<number, DateSpread>();
  readonly #totals: TotalsCheck;
  readonly #kinds: RowKinds;
  readonly #values: (CellValue | null)[];
  /** The number of values in the header's line of a CSV file. */
  #fields = Infinity;

  #state: "data" | "notes" | "over" = "data";
  #lastRow: number;
  #isAfterGap = false;
  #notesRow = 0;
  readonly #hiddenRows = new RowRuns();

  /**
   * @param recognised The sheet and the contract it fits
   * @param headedIndexes The columns with a header, known or not
   * @param knownHeaders Normalised headers of every contract. A row with three of them begins another table.
   * @param problems Receives the mistakes
   * @param notes Receives what was left out, with the reason
   */
  constructor(
    readonly recognised: RecognisedSheet,
    headedIndexes: ReadonlySet<number>,
    knownHeaders: ReadonlySet<string>,
    readonly problems: ProblemList,
    readonly notes: string[],
  ) {
    const { extract, columns, headerRow } = recognised;
    const names = Object.keys(extract.columns);
    const contract = Object.values(extract.columns);
    this.#indexes = columns.map((column) => column.index);
    this.#readers = contract.map((column, position) => {
      const read = cellReader(column, extract.key.includes(names[position]!));
      if (column.kind !== "date") return read;
      const styles = new DateStyles();
      this.#styles.set(position, styles);
      return (cell) => {
        const value = read(cell);
        if (typeof value === "number") styles.add(cell!);
        return value;
      };
    });
    for (const [position, { kind }] of contract.entries()) {
      const isPeriod = extract.period?.column === names[position];
      if (!isPeriod && kind !== "date") continue;
      // Other columns can hold much older dates: a Problem may be open for a year.
      this.#spreads.set(position, new DateSpread(ALONE, isPeriod ? ALONE : ALONE * 3));
    }
    this.#settle = extract.settle;
    this.#isText = contract.map(({ kind }) => kind === "text");
    this.#firstIndex = Math.min(...this.#indexes);
    this.#strays = new StrayCells(recognised.sheet, headedIndexes);
    const isLone = extract.key.length === 1 && /_(?:reference|id|number|code)$/.test(extract.key[0]!) &&
      columns.find((column) => column.name === extract.key[0])!.index === this.#firstIndex &&
      names.every((name) => name === extract.key[0] || extract.columns[name]!.blank !== undefined);
    this.#otherPositions = isLone ? [...names.keys()].filter((at) => names[at] !== extract.key[0]) : [];
    this.#periodPosition = extract.period === null ? -1 : names.indexOf(extract.period.column);
    this.#fallbackPosition = names.indexOf(extract.period?.whenBlank ?? "");
    this.#periodNeedsTruncation = extract.period !== null &&
      contract[this.#periodPosition]!.kind !== extract.period.unit;
    this.#totals = new TotalsCheck(recognised, this.#readers, problems, notes);
    this.#kinds = new RowKinds(recognised, this.#readers, knownHeaders, this.#totals);
    this.#values = contract.map(() => null);
    this.#lastRow = headerRow;
    this.#validators = contract.map((column, position) => new ColumnValidator(column, this.#readers[position]!));
    this.#vectors = contract.map(({ kind }) => columnVector(kind, 0));
    this.batch = new BatchBuilder(recognised);
  }

  /** Adds the sheet's next row. */
  add(row: Row): void {
    if (row.number === this.recognised.headerRow) this.#fields = row.fields ?? Infinity;
    if (row.number <= this.recognised.headerRow || this.#state === "over") return;
    if (row.number !== this.#lastRow + 1) this.#isAfterGap = true;
    this.#lastRow = row.number;
    // If all columns but the key may be blank, a note would pass as a row.
    const isNote = (this.#isAfterGap || this.#isSentence(row)) && this.#kinds.isNote(row, this.#place());
    if (this.#state === "data" && !isNote && this.#readGood(row)) {
      this.#keep(row);
    } else {
      this.#examine(row);
    }
  }

  /**
   * Adds the rows of a block from `start` on, until the batch is full. Consecutive good rows are added as columns. Any
   * other row goes through {@link add}.
   *
   * @returns The row to continue with; the block's length when all rows are added
   */
  addBlock(block: CellBlock, start: number): number {
    if (this.#block !== block && this.#state === "data") this.#validateBlock(block);
    while (start < block.length && !this.batch.isFull) {
      const end = this.#goodUntil(block, start);
      if (end > start) this.#keepRun(block, start, end);
      else this.add(block.row(start));
      start = Math.max(end, start + 1);
    }
    return start;
  }

  /** Completes the checks and notes after the sheet's last row. */
  finish(): void {
    this.#totals.finish();
    this.#checkDates();
    if (this.#hiddenRows.rows > 0) {
      this.notes.push(
        `Read hidden rows of "${oneLine(this.recognised.sheet)}" like any other: ${this.#hiddenRows.text()}`,
      );
    }
    this.notes.push(...this.#strays.notes());
  }

  /** The first days of the earliest and latest months of the good rows, without outliers. Null without good rows. */
  get months(): { readonly first: number; readonly last: number } | null {
    const spread = this.#spreads.get(this.#periodPosition);
    const [first, last] = [spread?.earliest() ?? null, spread?.latest() ?? null];
    return first === null || last === null
      ? null
      : { first: firstDayOf("month", first), last: firstDayOf("month", this.#lastMonth(last)) };
  }

  /** A day in the last month of the period that contains a day. */
  #lastMonth(day: number): number {
    const { period, columns } = this.recognised.extract;
    return columns[period!.column]!.kind === "quarter" ? day + 75 : day;
  }

  /** Moves waiting rows into the batch until it is full. Returns false when no row is left. */
  takeWaiting(period: number | null): boolean {
    while (this.#taken < this.#waiting.length && !this.batch.isFull) {
      const row = this.#waiting[this.#taken++]!;
      this.batch.addRow(row.sourceRow, period, row.values);
    }
    return !this.batch.isEmpty;
  }

  /**
   * Reports dates that a program has swapped as a problem. An outlier becomes a note and does not affect the latest
   * period.
   */
  #checkDates(): void {
    const { sheet, columns, extract, headerRow } = this.recognised;
    for (const [position, styles] of this.#styles) {
      if (!styles.areSwapped) continue;
      const { name, letters, header } = columns[position]!;
      this.problems.add({
        sheet,
        scope: "sheet",
        cell: `${letters}${headerRow + 1}:${letters}${this.#lastRow}`,
        row: headerRow + 1,
        column: name,
        header,
        rule: "must not mix date cells, all with a day up to 12, with dates as text, all with a later day: " +
          "a program with US settings has swapped day and month in the date cells",
        value: null,
        suggestion: "open the original file with UK settings, or import the column as Text, and save it again",
        classification: extract.columns[name]!.classification,
        cells: 1,
      });
    }
    for (const [position, spread] of this.#spreads) {
      const { letters, header } = columns[position]!;
      // The distance is omitted, because it would reveal something of an Amber date.
      for (const { row } of spread.lone()) {
        this.notes.push(
          `Look at ${letters}${row} of "${oneLine(sheet)}" (${
            oneLine(header)
          }): it is ${ALONE} days or more from every ` +
            "other date of its column",
        );
      }
    }
    const period = this.#spreads.get(this.#periodPosition);
    if (period !== undefined && period.lone().length > 0) this.latestPeriod = this.#startOf(period.latest()!, false);
    const fallback = this.#spreads.get(this.#fallbackPosition);
    if (fallback !== undefined && fallback.lone().length > 0) this.latestFallback = fallback.latest();
  }

  #readGood(row: Row): boolean {
    if (this.#overflow(row) !== -1) return false;
    const values = this.#values;
    if (this.#settle !== undefined) {
      const readings = this.#readings(row);
      for (const [position, reading] of readings.entries()) {
        if (reading instanceof Rejection) return false;
        values[position] = reading;
      }
      return true;
    }
    for (let position = 0; position < values.length; position++) {
      const value = this.#read(row, position);
      if (value instanceof Rejection) return false;
      values[position] = value;
    }
    return true;
  }

  /** All readings of a row, after the contract's check of the whole row. */
  #readings(row: Row): (CellValue | null | Rejection)[] {
    const readings = this.#readers.map((_, position) => this.#read(row, position));
    if (this.#settle === undefined) return readings;
    const { columns } = this.recognised;
    const byName = Object.fromEntries(columns.map(({ name }, position) => [name, readings[position]!]));
    const column = (name: string) => columns.find((one) => one.name === name)!;
    this.#settle({
      readings: byName,
      shown: (name) => shownValue(row.cells[column(name).index]),
      address: (name) => `${column(name).letters}${row.number}`,
    });
    return columns.map(({ name }) => byName[name]!);
  }

  #read(row: Row, position: number): CellValue | null | Rejection {
    const value = this.#readers[position]!(row.cells[this.#indexes[position]!]);
    if (row.fields === undefined || !this.#isText[position]) return value;
    const cell = row.cells[this.#indexes[position]!];
    return cell?.kind === "text" && ROUNDED.test(cell.text) ? ROUNDED_CODE : value;
  }

  /**
   * The first filled value beyond the header's last column in a CSV line. Such a value means that others may have
   * shifted.
   */
  #overflow(row: Row): number {
    if (row.fields === undefined || row.fields <= this.#fields) return -1;
    return row.cells.findIndex((cell, index) => index >= this.#fields && isFilled(cell));
  }

  #validateBlock(block: CellBlock): void {
    this.#block = block;
    if (this.#bad.length < block.length) this.#bad = new Uint8Array(block.length);
    this.#bad.fill(0);
    for (const [position, validator] of this.#validators.entries()) {
      const vector = this.#vectors[position]!;
      vector.clear();
      validator.validate(block, this.#indexes[position]!, vector, this.#bad);
    }
  }

  /** The end of the good rows that begin at `start` and directly follow the row before. */
  #goodUntil(block: CellBlock, start: number): number {
    const { numbers } = block;
    if (
      this.#settle !== undefined || this.#state !== "data" || this.#isAfterGap ||
      numbers[start]! <= this.recognised.headerRow
    ) return start;
    const periods = this.#periodPosition === -1 ? null : this.#vectors[this.#periodPosition]!;
    const most = Math.min(block.length, start + this.batch.room);
    let next = this.#lastRow + 1;
    let end = start;
    while (
      end < most && numbers[end] === next && this.#bad[end] === 0 && !(periods !== null && periods.isNull(end)) &&
      !this.#isReferenceAlone(end)
    ) {
      end++;
      next++;
    }
    return end;
  }

  #isReferenceAlone(row: number): boolean {
    return this.#otherPositions.length > 0 && this.#otherPositions.every((at) => this.#vectors[at]!.isNull(row));
  }

  #keepRun(block: CellBlock, start: number, end: number): void {
    this.rowCount += end - start;
    this.#lastRow = block.numbers[end - 1]!;
    const { hidden } = block;
    for (let row = start; row < end; row++) if (hidden[row] === 1) this.#hiddenRows.add(block.numbers[row]!);
    this.#totals.addRun(this.#vectors, start, end, block.numbers[start]!);
    this.#strays.addRun(block, start, end);
    for (const [position, spread] of this.#spreads) {
      spread.addRun(this.#vectors[position] as NumberVector, start, end, block.numbers[start]!);
    }
    let periods: Int32Array | null = null;
    if (this.#periodPosition !== -1) {
      periods = new Int32Array(end - start);
      const days = this.#vectors[this.#periodPosition] as NumberVector;
      const fallbacks = this.#vectors[this.#fallbackPosition];
      for (let row = start; row < end; row++) {
        if (fallbacks !== undefined) this.#noteFallback(fallbacks.value(row));
        periods[row - start] = this.#startOf(days.data[row]!);
      }
    }
    this.batch.addRun(block.numbers[start]!, periods, this.#vectors, start, end);
  }

  #keep(row: Row): void {
    this.rowCount++;
    if (row.hidden) this.#hiddenRows.add(row.number);
    this.#isAfterGap = false;
    this.#totals.addRow(this.#values, row.number);
    this.#strays.addRow(row);
    for (const [position, spread] of this.#spreads) {
      const day = this.#values[position];
      if (typeof day === "number") spread.add(day, row.number);
    }
    const period = this.#periodOf(this.#values);
    if (period === null && this.#periodPosition !== -1) {
      this.#waiting.push({ sourceRow: row.number, values: [...this.#values] });
    } else {
      this.batch.addRow(row.number, period, this.#values);
    }
  }

  #periodOf(values: readonly (CellValue | null | Rejection)[]): number | null {
    const { period } = this.recognised.extract;
    if (period === null) return null;
    this.#noteFallback(values[this.#fallbackPosition]);
    const day = values[this.#periodPosition];
    return typeof day === "number" ? this.#startOf(day) : null;
  }

  #noteFallback(day: CellValue | null | Rejection | undefined): void {
    if (typeof day === "number" && day > (this.latestFallback ?? -Infinity)) this.latestFallback = day;
  }

  /** The first day of the period that contains a day. */
  #startOf(day: number, isNoted = true): number {
    if (day !== this.#day) {
      this.#day = day;
      this.#start = this.#periodNeedsTruncation ? firstDayOf(this.recognised.extract.period!.unit, day) : day;
      if (isNoted && this.#start > (this.latestPeriod ?? -Infinity)) this.latestPeriod = this.#start;
    }
    return this.#start;
  }

  #place(): RowPlace {
    return { isAfterGap: this.#isAfterGap, isInNotes: this.#state === "notes" };
  }

  /** Whether the reference cell holds a sentence, such as "Source: SECAS, July 2019". */
  #isSentence(row: Row): boolean {
    const cell = row.cells[this.#firstIndex];
    return this.#otherPositions.length > 0 && cell?.kind === "text" && /\S\s+\S+\s+\S/.test(cell.text);
  }

  #examine(row: Row): void {
    const kind = this.#kinds.kindOf(row, this.#place());
    if (kind === "blank") this.#isAfterGap = true;
    else if (kind === "header") {
      this.#refuse(
        row,
        "begins another table, and only one table a sheet can be read",
        "move it to a sheet of its own",
      );
    } else if (kind === "totals") {
      if (this.#state !== "data") return;
      this.#totals.check(row);
      const isCalledTotal = row.cells.some((cell) => cell?.kind === "text" && mayBeTotalsLabel(cleanText(cell.text)));
      if (!isCalledTotal) {
        this.notes.push(
          `Left out row ${row.number} of "${oneLine(this.recognised.sheet)}": it is a total of other rows`,
        );
      }
    } else if (kind !== "data") this.#endTable(row, kind);
    else if (this.#state === "data") this.#reject(row);
    else if (this.#kinds.looksLikeData(row)) {
      this.#refuse(
        row,
        `must not follow the note in row ${this.#notesRow}, because a note ends the table`,
        "move the note below the last row, or fill in its row",
      );
    }
  }

  #endTable(row: Row, kind: "note" | "wide note"): void {
    if (this.#state === "data") {
      this.#notesRow = row.number;
      if (!this.#isAfterGap || kind === "wide note") {
        this.notes.push(`Read row ${row.number} of "${oneLine(this.recognised.sheet)}" as a note under the table`);
      }
    }
    this.#state = "notes";
  }

  #refuse(row: Row, rule: string, suggestion: string): void {
    this.#state = "over";
    this.problems.add({
      sheet: this.recognised.sheet,
      scope: "sheet",
      cell: `${columnLetters(this.#firstIndex)}${row.number}`,
      row: row.number,
      column: null,
      header: null,
      rule,
      value: null,
      suggestion,
      classification: this.recognised.extract.classification,
      cells: 1,
    });
  }

  #reject(row: Row): void {
    this.rowCount++;
    if (row.hidden) this.#hiddenRows.add(row.number);
    this.#isAfterGap = false;
    const readings = this.#readings(row);
    const isSum = this.#totals.isSumOfRows(readings);
    this.#totals.addRow(readings);
    const overflow = this.#overflow(row);
    const problems = (overflow === -1 ? [] : [this.#shifted(row, overflow)]).concat(
      readings.flatMap((reading, position): Problem[] => {
        if (!(reading instanceof Rejection)) return [];
        const { name, letters, header, index } = this.recognised.columns[position]!;
        return [{
          sheet: this.recognised.sheet,
          scope: "row",
          cell: `${letters}${row.number}`,
          row: row.number,
          column: name,
          header,
          rule: reading.rule,
          value: shownValue(row.cells[index]),
          suggestion: isSum && this.recognised.extract.key.includes(name)
            ? `the row's counts are the sums of the rows above: if it is a total, write Total in place of its ${header}`
            : reading.suggestion,
          classification: this.recognised.extract.columns[name]!.classification,
          cells: 1,
        }];
      }),
    );
    for (const problem of problems) this.problems.add(problem);
    this.batch.addRejectedRow({ sourceRow: row.number, period: this.#periodOf(readings), problems });
  }

  #shifted(row: Row, index: number): Problem {
    return {
      sheet: this.recognised.sheet,
      scope: "row",
      cell: `${columnLetters(index)}${row.number}`,
      row: row.number,
      column: null,
      header: null,
      rule:
        `must not stand beyond the ${this.#fields} values of the header's line, because those before it may have shifted`,
      value: shownValue(row.cells[index]),
      suggestion: "put a value that holds the delimiter, such as 1,234, in quotes, or give its column a header",
      classification: this.recognised.extract.classification,
      cells: 1,
    };
  }
}
