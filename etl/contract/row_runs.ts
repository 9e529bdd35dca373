/** Runs listed in a text. The rest are counted. */
const LISTED = 5;

/**
 * Collects ascending row numbers as runs, in bounded memory.
 *
 * @example
 * ```ts
 * import { RowRuns } from "./row_runs.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const hidden = new RowRuns();
 * for (const row of [5, 6, 7, 12]) hidden.add(row);
 * deepStrictEqual([hidden.rows, hidden.text()], [4, "5 to 7, 12"]);
 * ```
 */
export class RowRuns {
  /** The number of rows. */
  rows = 0;
  readonly #first: { first: number; last: number }[] = [];
  #runs = 0;
  #last = NaN;

  /** Adds a row number, which must be greater than all before it. */
  add(row: number): void {
    this.rows++;
    const isNext = row === this.#last + 1;
    this.#last = row;
    if (!isNext) {
      this.#runs++;
      if (this.#runs <= LISTED) this.#first.push({ first: row, last: row });
    } else if (this.#runs <= LISTED) this.#first.at(-1)!.last = row;
  }

  /** Lists the first runs and counts the others: `5 to 7, 12`. */
  text(): string {
    const listed = this.#first.map(({ first, last }) => first === last ? `${first}` : `${first} to ${last}`);
    const more = this.#runs - listed.length;
    return listed.join(", ") + (more > 0 ? ` and ${more} more place${more === 1 ? "" : "s"}` : "");
  }
}
