import type { Problem } from "../contract/extract.ts";
import type { PeriodPlan } from "./period_plan.ts";

/** The rows of one sheet and period that a file brought. */
export interface LoadedPeriod {
  readonly extract: string;
  readonly sheet: string;
  /** The first day of the month or quarter, `yyyy-mm-dd`; null where a file is the whole list. */
  readonly period: string | null;
  readonly rows: number;
  /** The file whose rows for this period these replace; null when they are the first. */
  readonly supersedes: string | null;
}

/** What became of one file. */
export interface LoadOutcome {
  /** As the user gave it. */
  readonly path: string;
  readonly name: string;
  /**
   * - `loaded`: its rows are in the warehouse, and take no other file's place
   * - `superseded`: the same, and they replace rows of earlier files, which are kept for `as_of`
   * - `unchanged`: these very bytes were loaded before
   * - `rejected`: nothing of it was loaded
   */
  readonly status: "loaded" | "superseded" | "unchanged" | "rejected";
  readonly loads: readonly LoadedPeriod[];
  /** What it does to each period, or would do: also where it is rejected for that. Left out where that was not looked at. */
  readonly plan?: readonly PeriodPlan[];
  /** Rows set aside, on request, as they break a rule. */
  readonly quarantinedRows: number;
  /** Everything wrong with the file or with the rows set aside; empty also where only `messages` can say it. */
  readonly problems: readonly Problem[];
  /** What is wrong, a sentence each, with the values the caller asked to see. */
  readonly messages: readonly string[];
  /** What was skipped or ignored, a sentence each. */
  readonly notes: readonly string[];
}
