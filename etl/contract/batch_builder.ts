import { type ColumnVector, columnVector, NumberVector } from "./column_vector.ts";
import type { RecognisedSheet, RejectedRow, SheetBatch } from "./reading.ts";
import type { CellValue } from "./cell_value.ts";

/** DuckDB takes at most this many rows in a data chunk. */
const BATCH_ROWS = 2048;

/**
 * Collects the rows of a sheet, column by column, until a batch is full.
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { BatchBuilder } from "./batch_builder.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const builder = new BatchBuilder(
 *   { sheet: "Variance", extract: csr, headerRow: 4, columns: [], ignoredHeaders: [], titleLines: [] });
 * builder.addRow(5, 18078, [18078, "U1", null, 10, 12]);
 * deepStrictEqual(builder.take().values, [[18078], ["U1"], [null], [10], [12]]);
 * ```
 */
export class BatchBuilder {
  #batch!: ColumnBatch;

  constructor(readonly sheet: RecognisedSheet) {
    this.#start();
  }

  #start() {
    this.#batch = new ColumnBatch(this.sheet);
  }

  get isEmpty(): boolean {
    return this.#batch.rowCount + this.#batch.rejectedRows.length === 0;
  }

  get isFull(): boolean {
    return this.room <= 0;
  }

  /** How many more rows the batch takes. */
  get room(): number {
    return BATCH_ROWS - this.#batch.rowCount - this.#batch.rejectedRows.length;
  }

  /** @param values In contract order; copied */
  addRow(sourceRow: number, period: number | null, values: readonly (CellValue | null)[]): void {
    const { vectors } = this.#batch;
    vectors.sourceRow.addNumber(sourceRow);
    vectors.period.add(period);
    for (let column = 0; column < values.length; column++) vectors.values[column]!.add(values[column]!);
  }

  /**
   * Adds consecutive rows.
   *
   * @param firstRow The first row's number
   * @param periods One per row; null when the contract has no periods
   * @param values The columns; the rows from `start` up to `end` are added
   */
  addRun(
    firstRow: number,
    periods: ArrayLike<number> | null,
    values: readonly ColumnVector[],
    start: number,
    end: number,
  ): void {
    const { vectors } = this.#batch;
    for (let row = 0; row < end - start; row++) {
      vectors.sourceRow.addNumber(firstRow + row);
      if (periods === null) vectors.period.add(null);
      else vectors.period.addNumber(periods[row]!);
    }
    for (let column = 0; column < values.length; column++) {
      vectors.values[column]!.addRange(values[column]!, start, end);
    }
  }

  addRejectedRow(row: RejectedRow): void {
    this.#batch.rejectedRows.push(row);
  }

  /** Returns the collected rows and starts an empty batch. */
  take(): SheetBatch {
    const batch = this.#batch;
    this.#start();
    return batch;
  }
}

class ColumnBatch implements SheetBatch {
  readonly rejectedRows: RejectedRow[] = [];
  readonly vectors: SheetBatch["vectors"];

  constructor(readonly sheet: RecognisedSheet) {
    this.vectors = {
      sourceRow: new NumberVector("date", BATCH_ROWS),
      period: new NumberVector("date", BATCH_ROWS),
      values: Object.values(sheet.extract.columns).map(({ kind }) => columnVector(kind, BATCH_ROWS)),
    };
  }

  get rowCount(): number {
    return this.vectors.sourceRow.length;
  }

  // Built on first use: a load reads only the vectors.
  #sourceRow: readonly number[] | undefined;
  #period: readonly (number | null)[] | undefined;
  #values: readonly (readonly (CellValue | null)[])[] | undefined;

  get sourceRow(): readonly number[] {
    return this.#sourceRow ??= this.vectors.sourceRow.values() as number[];
  }

  get period(): readonly (number | null)[] {
    return this.#period ??= this.vectors.period.values() as (number | null)[];
  }

  get values(): readonly (readonly (CellValue | null)[])[] {
    return this.#values ??= this.vectors.values.map((vector) => vector.values());
  }
}
