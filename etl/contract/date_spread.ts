import type { NumberVector } from "./column_vector.ts";

/** The days in a bucket: 2 to the power of 5. */
const BUCKET = 5;
/** The buckets of the days of 2000 to 2099. */
const FIRST = 10_957 >> BUCKET;
const BUCKETS = (47_482 >> BUCKET) - FIRST + 1;

/** The most dates that can be outliers, and how many times more other dates there must be. */
const FEW = 2;
const TIMES = 3;

/** A date far from all others of its column. */
export interface LoneDate {
  /** The row of the first such date. */
  readonly row: number;
  /** Days to the nearest other date. */
  readonly gap: number;
}

/**
 * Records how the dates of one column spread over the years, in bounded memory. It finds the dates far from all others,
 * and the earliest and latest of the rest.
 *
 * @example
 * ```ts
 * import { epochDay } from "./calendar_day.ts";
 * import { DateSpread } from "./date_spread.ts";
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 * const spread = new DateSpread(300, 300);
 * for (let day = 1; day <= 6; day++) spread.add(epochDay(2021, 3, day)!, day + 1);
 * spread.add(epochDay(2022, 3, 30)!, 8);
 * deepStrictEqual(spread.lone(), [{ row: 8, gap: 389 }]);
 * strictEqual(spread.latest(), epochDay(2021, 3, 6));
 * ```
 */
export class DateSpread {
  readonly #counts = new Int32Array(BUCKETS);
  readonly #rows = new Int32Array(BUCKETS);
  readonly #least = new Int32Array(BUCKETS);
  readonly #most = new Int32Array(BUCKETS);
  #total = 0;

  /**
   * @param late A date this many days after all others is an outlier
   * @param early A date this many days before all others is an outlier
   */
  constructor(readonly late: number, readonly early: number) {}

  /** @param day In days since 1970-01-01 */
  add(day: number, row: number): void {
    const bucket = (day >> BUCKET) - FIRST;
    this.#total++;
    if (this.#counts[bucket]!++ === 0) {
      this.#rows[bucket] = row;
      this.#least[bucket] = this.#most[bucket] = day;
    } else if (day > this.#most[bucket]!) this.#most[bucket] = day;
    else if (day < this.#least[bucket]!) this.#least[bucket] = day;
  }

  /**
   * Adds the dates of consecutive rows.
   *
   * @param firstRow The number of the row at `start`
   */
  addRun(dates: NumberVector, start: number, end: number, firstRow: number): void {
    const { data, hasNulls } = dates;
    let before = NaN;
    let bucket = 0;
    for (let at = start; at < end; at++) {
      if (hasNulls && dates.isNull(at)) continue;
      const day = data[at]!;
      // Many rows repeat the day of the row before.
      if (day === before) {
        this.#total++;
        this.#counts[bucket]!++;
        continue;
      }
      this.add(day, firstRow + at - start);
      before = day;
      bucket = (day >> BUCKET) - FIRST;
    }
  }

  /** The outliers before or after all other dates. */
  lone(): readonly LoneDate[] {
    const used = this.#used();
    const { start, end } = this.#rest(used);
    const found: LoneDate[] = [];
    if (start > 0) {
      const gap = this.#least[used[start]!]! - this.#most[used[start - 1]!]!;
      found.push({ row: this.#rows[used[0]!]!, gap });
    }
    if (end < used.length) {
      const gap = this.#least[used[end]!]! - this.#most[used[end - 1]!]!;
      found.push({ row: this.#rows[used[end]!]!, gap });
    }
    return found;
  }

  /** The latest date that is not an outlier. Null when there is no date. */
  latest(): number | null {
    const used = this.#used();
    return used.length === 0 ? null : this.#most[used[this.#rest(used).end - 1]!]!;
  }

  /** The earliest date that is not an outlier. Null when there is no date. */
  earliest(): number | null {
    const used = this.#used();
    return used.length === 0 ? null : this.#least[used[this.#rest(used).start]!]!;
  }

  #used(): readonly number[] {
    return [...this.#counts.keys()].filter((bucket) => this.#counts[bucket]! > 0);
  }

  /** The range of used buckets without the outliers. */
  #rest(used: readonly number[]): { readonly start: number; readonly end: number } {
    const isFew = (buckets: readonly number[]) => {
      const few = buckets.reduce((sum, bucket) => sum + this.#counts[bucket]!, 0);
      return few <= FEW && few * TIMES <= this.#total - few;
    };
    const gap = (at: number) => this.#least[used[at]!]! - this.#most[used[at - 1]!]!;
    let start = 0;
    let end = used.length;
    for (let at = used.length - 1; at > 0 && isFew(used.slice(at)); at--) if (gap(at) >= this.late) end = at;
    for (let at = 1; at < end && isFew(used.slice(0, at)); at++) if (gap(at) >= this.early) start = at;
    return { start, end };
  }
}
