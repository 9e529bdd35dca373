import type { Row } from "../workbook/workbook.ts";
import type { CellReader } from "./cell_reader.ts";
import type { ColumnVector, NumberVector } from "./column_vector.ts";
import { isMissingMarker } from "./is_missing_marker.ts";
import type { Problem } from "./extract.ts";
import { oneLine } from "./one_line.ts";
import type { ProblemList } from "./problem_list.ts";
import type { RecognisedColumn, RecognisedSheet } from "./reading.ts";
import { Rejection } from "./rejection.ts";
import { shownValue } from "./shown_value.ts";
import type { Value } from "./value_kind.ts";

/** The sums of a count column. */
interface Sum {
  readonly position: number;
  readonly column: RecognisedColumn;
  all: number;
  sinceTotals: number;
  /** A value could not be read, so that no sum can be known. */
  isBroken: boolean;
  /** Totals one below the other that are no sum alone, as those by Region at a table's foot: their own sum may be one. */
  parts: { readonly sums: readonly number[]; total: number; readonly problems: Problem[]; settled: number } | null;
}

/**
 * Holds each totals row of a table against the rows it sums: those since the totals row before it, or all above it. A
 * totals row above the first row sums them all; totals one below the other may sum them together. Only counts are summed: a total of percentages means nothing.
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

  /** @param readers One a column, in contract order */
  constructor(
    readonly recognised: RecognisedSheet,
    readonly readers: readonly CellReader[],
    readonly problems: ProblemList,
    readonly notes: string[],
  ) {
    this.#sums = recognised.columns.flatMap((column, position) =>
      recognised.extract.columns[column.name]!.kind === "count"
        ? [{ position, column, all: 0, sinceTotals: 0, isBroken: false, parts: null }]
        : []
    );
  }

  /** Adds a row's readings, in contract order. */
  addRow(readings: readonly (Value | null | Rejection)[]): void {
    this.#rowCount++;
    this.#endParts();
    for (const sum of this.#sums) {
      const value = readings[sum.position];
      if (typeof value === "number") {
        sum.all += value;
        sum.sinceTotals += value;
      } else if (value instanceof Rejection) {
        sum.isBroken = true;
      }
    }
  }

  /** Adds rows that have been read as columns, in contract order. */
  addRun(values: readonly ColumnVector[], start: number, end: number): void {
    this.#rowCount += end - start;
    this.#endParts();
    for (const sum of this.#sums) {
      const vector = values[sum.position] as NumberVector;
      for (let row = start; row < end; row++) {
        if (vector.isNull(row)) continue;
        const value = vector.data[row]!;
        sum.all += value;
        sum.sinceTotals += value;
      }
    }
  }

  /** Whether the row states a total of any count column. */
  isStatedIn(row: Row): boolean {
    return this.#sums.some((sum) => isStated(row, sum));
  }

  /** Checks a totals row; where it is no sum, that is said at the end of the totals it stands among. */
  check(row: Row): void {
    for (const sum of this.#sums) {
      if (!isStated(row, sum)) continue;
      if (this.#rowCount === 0) this.#leading.push({ row, sum });
      else this.#compare(row, sum);
    }
    for (const sum of this.#sums) sum.sinceTotals = 0;
  }

  /** Checks the totals rows above the first row and the last ones, once all rows are known. */
  finish(): void {
    for (const { row, sum } of this.#leading) this.#compare(row, sum);
    this.#endParts();
  }

  /** Totals that have come to no sum by the end of their run are wrong, each of them. */
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
    if (typeof total === "number" && (total === sum.sinceTotals || total === sum.all)) return;
    if (sum.isBroken) {
      this.notes.push(`Did not check the total in ${address} of "${oneLine(sheet)}" as a value it sums cannot be read`);
      return;
    }
    // Both figures are to be seen, as a total names nobody; but what is for the Panel only stays so.
    const isForPanelOnly = extract.classification === "red";
    const added = sum.sinceTotals === 0 ? sum.all : sum.sinceTotals;
    const problem: Problem = {
      sheet,
      scope: "sheet",
      cell: address,
      row: row.number,
      column: sum.column.name,
      header: sum.column.header,
      rule: isForPanelOnly ? "must be the sum of its rows" : `must be the sum of its rows, ${added}`,
      value: shownValue(cell),
      suggestion: cell?.kind === "uncached"
        ? "open the workbook in a spreadsheet program, let it calculate, and save it"
        : null,
      classification: isForPanelOnly ? "red" : "white",
      cells: 1,
    };
    const parts = sum.parts ??= { sums: [sum.sinceTotals, sum.all], total: 0, problems: [], settled: 0 };
    // Totals by Region can be followed by those by provider; a zero belongs to either.
    if (parts.settled === parts.problems.length && total !== 0) parts.total = 0;
    parts.total += typeof total === "number" ? total : NaN;
    parts.problems.push(problem);
    if (parts.problems.length > 1 && parts.sums.includes(parts.total)) parts.settled = parts.problems.length;
  }
}

function isStated(row: Row, sum: Sum): boolean {
  const shown = shownValue(row.cells[sum.column.index]);
  return shown !== "" && (row.cells[sum.column.index]?.kind === "error" || !isMissingMarker(shown));
}
