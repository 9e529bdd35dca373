const PERIOD = /^(?:[A-Z][a-z]+|Q[1-4]) \d{4}$/;

/**
 * Whether a cell shows a month or a quarter, which read badly on two lines.
 *
 * @example
 * ```ts
 * import { isPeriod } from "./is_period.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(["July 2019", "Q2 2019", "2 August 2019", "North"].map(isPeriod), [true, true, false, false]);
 * ```
 */
export function isPeriod(text: string): boolean {
  return PERIOD.test(text);
}
