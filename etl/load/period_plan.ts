import type { CountsAs } from "./standing.ts";

/** What a column of counts adds up to over a period, before and after a load. */
export interface PlannedTotal {
  /** The column's canonical header. */
  readonly header: string;
  /** Null where no row has a value, or where it is withheld. */
  readonly before: number | null;
  readonly after: number | null;
  /** Why it is not shown; null where it is. */
  readonly withheld: string | null;
}

/** What a file does to one period of an extract, or would do. */
export interface PeriodPlan {
  readonly extract: string;
  /** The first day of the month or quarter, `yyyy-mm-dd`; null where a file is the whole list. */
  readonly period: string | null;
  /** Whether it is the file's main period. */
  readonly isMain: boolean;
  /** `first`: nothing stood; `refused`: it is not loaded; else as the ledger's `counts_as` has it. */
  readonly effect: "first" | "refused" | CountsAs;
  /** The files whose rows stood for the period. */
  readonly standing: readonly string[];
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  readonly rowsAdded: number;
  readonly rowsGone: number;
  readonly rowsChanged: number;
  /** The keys of the first rows that go, in a few words; none where their class is above Green. */
  readonly keysGone: readonly string[];
  readonly totals: readonly PlannedTotal[];
}

/**
 * A load's extract and period in words.
 *
 * @example
 * ```ts
 * import { periodName } from "./period_plan.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(periodName("csr_variance", "2019-07-01"), "csr_variance 2019-07");
 * strictEqual(periodName("actions", null), "actions");
 * ```
 */
export function periodName(extract: string, period: string | null): string {
  return period === null ? extract : `${extract} ${period.slice(0, 7)}`;
}
