import type { Cell, Row } from "../workbook/cell.ts";
import type { CellReader } from "./cell_reader.ts";
import { cleanText } from "../text/clean_text.ts";
import type { ColumnVector, NumberVector } from "./column_vector.ts";
import { isMissingMarker } from "./is_missing_marker.ts";
import type { Problem } from "./extract.ts";
import { oneLine } from "../text/one_line.ts";
import type { ProblemList } from "./problem_list.ts";
import type { RecognisedColumn, RecognisedSheet } from "./reading.ts";
import { Rejection } from "./rejection.ts";
import { shownValue } from "./shown_value.ts";
import { excludesZeroForecasts } from "./totals_label.ts";
import type { CellValue } from "./cell_value.ts";

/** The sums of a count column. */
interface Sum {
  readonly position: number;
  readonly column: RecognisedColumn;
  all: number;
  sinceTotals: number;
  /** The same sums for rows whose forecast is not zero, and for rows whose forecast is neither zero nor blank. */
  readonly forecast: { notZero: number; notZeroSince: number; given: number; givenSince: number };
  /** A value could not be read, so the sums are unknown. */
  isBroken: boolean;
  /**
   * Consecutive totals that are not the sum of the rows on their own, such as totals by Region. Their own sum may be
   * one.
   */
  parts: { readonly sums: readonly number[]; total: number; readonly problems: Problem[]; settled: number } | null;
}

/**
 * Compares each totals row with the rows it sums: those since the last totals row, or all above it. A totals row above
 * the first row sums all rows. Consecutive totals may sum the rows together. Only counts are summed, because a total of
 * percentages has no meaning.
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { cellReader } from "./cell_reader.ts";
 * import { ProblemList } from "./problem_list.ts";
 * import { TotalsCheck } from "./totals_check.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const columns = Object.entries(csr.columns)
 *   .map(([name, { header }], index) => ({ name, index, letters: "ABCDE"[index]!, header }));
 * const sheet = { sheet: "Variance", extract: csr, headerRow: 1, columns, ignoredHeaders: [], titleLines: [] };
 * const problems = new ProblemList();
 * const check = new TotalsCheck(sheet, Object.values(csr.columns).map((one) => cellReader(one, false)), problems, []);
 * check.addRow([18078, "U1", "Alpha Energy", 1200, 1320]);
 * check.check({ number: 3, cells: [undefined, undefined, undefined, undefined, { kind: "number", value: 1321, format: "General" }], hidden: false });
 * check.finish();
 * deepStrictEqual(problems.all().map(({ cell, rule }) => [cell, rule]), [["E3", "must be the sum of its rows, 1320"]]);
 * ```
 */
export class TotalsCheck {
  readonly #sums: Sum[];
  readonly #leading: { readonly row: Row; readonly sum: Sum }[] = [];
  #rowCount = 0;
  /** The position of the forecasts among the contract's columns, or -1. */
  readonly #forecastPosition: number;
  /** Whether the row above is a totals row. The next row then begins a section. */
  #isAfterTotals = false;
  /** Rows with more than zero in the last count column. */
  #filled = 0;
  /**
   * The last row whose last count is at least the sum of the rows above. Only this row can be a total of all others.
   */
  #largest: { row: number; values: (number | null)[] } | null = null;

  /** @param readers One per column, in contract order */
  constructor(
    readonly recognised: RecognisedSheet,
    readonly readers: readonly CellReader[],
    readonly problems: ProblemList,
    readonly notes: string[],
  ) {
    this.#forecastPosition = recognised.columns.findIndex(({ name }) => name === "forecast_volume");
    this.#sums = recognised.columns.flatMap((column, position) =>
      recognised.extract.columns[column.name]!.kind === "count"
        ? [{ position, column, all: 0, sinceTotals: 0, forecast: noForecasts(), isBroken: false, parts: null }]
        : []
    );
  }

  /**
   * Adds a row's readings, in contract order.
   *
   * @param row Its number. Null for a rejected row, because it needs no second message.
   */
  addRow(readings: readonly (CellValue | null | Rejection)[], row: number | null = null): void {
    this.#rowCount++;
    this.#beginSection();
    const forecast = readings[this.#forecastPosition];
    const leader = this.#sums.length - 1;
    for (const [place, sum] of this.#sums.entries()) {
      const value = readings[sum.position];
      if (typeof value === "number") {
        if (place === leader && value > 0) {
          this.#filled++;
          if (row !== null && value >= sum.all) {
            this.#largest = {
              row,
              values: this.#sums.map((one) => asNumber(readings[one.position])),
            };
          }
        }
        sum.all += value;
        sum.sinceTotals += value;
        if (this.#forecastPosition !== -1 && forecast !== 0) addForecast(sum, value, typeof forecast === "number");
      } else if (value instanceof Rejection) {
        sum.isBroken = true;
      }
    }
  }

  /**
   * Adds rows that were read as columns, in contract order.
   *
   * @param firstRow The number of the row at `start`
   */
  addRun(values: readonly ColumnVector[], start: number, end: number, firstRow: number): void {
    this.#rowCount += end - start;
    this.#beginSection();
    const leader = this.#sums.length - 1;
    const forecasts = this.#forecastPosition === -1 ? null : values[this.#forecastPosition] as NumberVector;
    for (const [place, sum] of this.#sums.entries()) {
      const vector = values[sum.position] as NumberVector;
      let largest = -1;
      for (let row = start; row < end; row++) {
        if (vector.isNull(row)) continue;
        const value = vector.data[row]!;
        if (place === leader && value > 0) {
          this.#filled++;
          if (value >= sum.all) largest = row;
        }
        sum.all += value;
        sum.sinceTotals += value;
        if (forecasts === null) continue;
        const isGiven = !forecasts.isNull(row);
        if (!isGiven || forecasts.data[row] !== 0) addForecast(sum, value, isGiven);
      }
      if (largest !== -1) {
        this.#largest = {
          row: firstRow + largest - start,
          values: this.#sums.map((one) => asNumber(values[one.position]!.value(largest))),
        };
      }
    }
  }

  /** Whether a row's counts are the sums of the rows above, in every count column. */
  isSumOfRows(readings: readonly (CellValue | null | Rejection)[]): boolean {
    const isSum = (of: (sum: Sum) => number) => this.#sums.every((sum) => readings[sum.position] === of(sum));
    return this.#rowCount > 1 && this.#sums.some((sum) => sum.all > 0) &&
      (isSum((sum) => sum.all) || isSum((sum) => sum.sinceTotals));
  }

  /** Whether the row states a total in any count column. */
  isStatedIn(row: Row): boolean {
    return this.#sums.some((sum) => isStated(row, sum));
  }

  /** Checks a totals row. A wrong total is reported after the last of the consecutive totals. */
  check(row: Row): void {
    for (const sum of this.#sums) {
      if (!isStated(row, sum)) continue;
      if (this.#rowCount === 0) this.#leading.push({ row, sum });
      else this.#compare(row, sum);
    }
    for (const sum of this.#sums) sum.sinceTotals = 0;
    this.#isAfterTotals = true;
  }

  /** Checks the totals above the first row and the last totals, after all rows are known. */
  finish(): void {
    for (const { row, sum } of this.#leading) this.#compare(row, sum);
    this.#endParts();
    this.#refuseSumOfAll();
  }

  #beginSection(): void {
    this.#endParts();
    if (!this.#isAfterTotals) return;
    this.#isAfterTotals = false;
    for (const { forecast } of this.#sums) forecast.notZeroSince = forecast.givenSince = 0;
  }

  /**
   * Reports a row whose counts are the sums of all other rows in two or more columns. It is a total, because that
   * cannot be chance.
   */
  #refuseSumOfAll(): void {
    const { sheet, extract, columns } = this.recognised;
    const others = this.#filled - 1;
    if (this.#largest === null || this.#sums.length < 2 || others < MOST_BY_CHANCE) return;
    const { row, values } = this.#largest;
    if (!this.#sums.every((sum, place) => !sum.isBroken && values[place]! * 2 === sum.all)) return;
    const column = columns.find(({ name }) => name === extract.key.at(-1))!;
    this.problems.add({
      sheet,
      scope: "sheet",
      cell: `${column.letters}${row}`,
      row,
      column: column.name,
      header: column.header,
      rule: "must not name a row whose counts are the sums of all other rows, because such a row is a total",
      value: null,
      suggestion: `remove the row, or write Total in place of its ${column.header}`,
      classification: extract.classification,
      cells: 1,
    });
  }

  /** Reports the consecutive totals that do not add up to a sum of the rows. */
  #endParts(): void {
    for (const sum of this.#sums) {
      if (sum.parts === null) continue;
      for (const problem of sum.parts.problems.slice(sum.parts.settled)) this.problems.add(problem);
      sum.parts = null;
    }
  }

  #compare(row: Row, sum: Sum): void {
    const { sheet, extract } = this.recognised;
    const cell = row.cells[sum.column.index];
    const address = `${sum.column.letters}${row.number}`;
    const total = this.readers[sum.position]!(cell);
    const { forecast } = sum;
    const excludesZero = this.#forecastPosition !== -1 && row.cells.some(isExcludingLabel);
    const expected = excludesZero
      ? [forecast.notZeroSince, forecast.givenSince, forecast.notZero, forecast.given]
      : [sum.sinceTotals, sum.all];
    if (typeof total === "number" && expected.includes(total)) return;
    if (sum.isBroken) {
      this.notes.push(
        `Did not check the total in ${address} of "${oneLine(sheet)}" because a value it sums cannot be read`,
      );
      return;
    }
    // Both figures are shown, because a total identifies nobody. For a Red extract they are withheld.
    const isForPanelOnly = extract.classification === "red";
    const added = excludesZero ? forecast.notZero : sum.sinceTotals === 0 ? sum.all : sum.sinceTotals;
    const rows = excludesZero ? "its rows whose forecast is not zero" : "its rows";
    const problem: Problem = {
      sheet,
      scope: "sheet",
      cell: address,
      row: row.number,
      column: sum.column.name,
      header: sum.column.header,
      rule: isForPanelOnly ? `must be the sum of ${rows}` : `must be the sum of ${rows}, ${added}`,
      value: shownValue(cell),
      suggestion: cell?.kind === "uncached"
        ? "open the workbook in a spreadsheet program, let it calculate, and save it"
        : null,
      classification: isForPanelOnly ? "red" : "white",
      cells: 1,
    };
    if (excludesZero) {
      this.problems.add(problem);
      return;
    }
    const parts = sum.parts ??= { sums: [sum.sinceTotals, sum.all], total: 0, problems: [], settled: 0 };
    // Totals by provider may follow totals by Region. A zero can belong to either.
    if (parts.settled === parts.problems.length && total !== 0) parts.total = 0;
    parts.total += typeof total === "number" ? total : NaN;
    parts.problems.push(problem);
    if (parts.problems.length > 1 && parts.sums.includes(parts.total)) parts.settled = parts.problems.length;
  }
}

/** Fewer rows than this can add up to one more by chance. */
const MOST_BY_CHANCE = 5;

function noForecasts(): Sum["forecast"] {
  return { notZero: 0, notZeroSince: 0, given: 0, givenSince: 0 };
}

function addForecast({ forecast }: Sum, value: number, isGiven: boolean): void {
  forecast.notZero += value;
  forecast.notZeroSince += value;
  if (!isGiven) return;
  forecast.given += value;
  forecast.givenSince += value;
}

function asNumber(reading: CellValue | null | undefined | Rejection): number | null {
  return typeof reading === "number" ? reading : null;
}

function isExcludingLabel(cell: Cell | undefined): boolean {
  return cell?.kind === "text" && excludesZeroForecasts(cleanText(cell.text));
}

function isStated(row: Row, sum: Sum): boolean {
  const shown = shownValue(row.cells[sum.column.index]);
  return shown !== "" && (row.cells[sum.column.index]?.kind === "error" || !isMissingMarker(shown));
}
