import type { RecognisedSheet, RejectedRow, SheetBatch } from "./reading.ts";
import type { Value } from "./value_kind.ts";

/** DuckDB takes at most this many rows in a data chunk. */
const BATCH_ROWS = 2048;

/**
 * Gathers the rows of a sheet as columns until a batch is full.
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { BatchBuilder } from "./batch_builder.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const builder = new BatchBuilder(
 *   { sheet: "Variance", extract: csr, headerRow: 4, columns: [], ignoredHeaders: [], titleLines: [] }, 2);
 * builder.addRow(5, 18078, ["U1", 12]);
 * deepStrictEqual(builder.take().values, [["U1"], [12]]);
 * ```
 */
export class BatchBuilder {
  #batch!: { sourceRow: number[]; period: (number | null)[]; values: (Value | null)[][]; rejectedRows: RejectedRow[] };

  constructor(readonly sheet: RecognisedSheet, readonly columnCount: number) {
    this.#start();
  }

  #start() {
    const values = Array.from({ length: this.columnCount }, () => []);
    this.#batch = { sourceRow: [], period: [], values, rejectedRows: [] };
  }

  get isEmpty(): boolean {
    return this.#batch.sourceRow.length + this.#batch.rejectedRows.length === 0;
  }

  get isFull(): boolean {
    return this.#batch.sourceRow.length + this.#batch.rejectedRows.length >= BATCH_ROWS;
  }

  /** @param values In contract order; copied */
  addRow(sourceRow: number, period: number | null, values: readonly (Value | null)[]): void {
    const batch = this.#batch;
    batch.sourceRow.push(sourceRow);
    batch.period.push(period);
    for (let column = 0; column < values.length; column++) batch.values[column]!.push(values[column]!);
  }

  addRejectedRow(row: RejectedRow): void {
    this.#batch.rejectedRows.push(row);
  }

  /** Hands over what was gathered and starts anew. */
  take(): SheetBatch {
    const batch = { sheet: this.sheet, ...this.#batch };
    this.#start();
    return batch;
  }
}
