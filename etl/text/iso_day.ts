/**
 * Formats days since 1970-01-01 as `yyyy-mm-dd`; null stays null.
 *
 * @example
 * ```ts
 * import { isoDay } from "./iso_day.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(isoDay(18078), "2019-07-01");
 * strictEqual(isoDay(null), null);
 * ```
 */
export function isoDay(days: number | null): string | null {
  return days === null ? null : new Date(days * 86_400_000).toISOString().slice(0, 10);
}
