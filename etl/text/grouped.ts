/**
 * Formats a whole number with a comma between groups of three digits, in every locale.
 *
 * @example
 * ```ts
 * import { grouped } from "./grouped.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(grouped(4077703), "4,077,703");
 * ```
 */
export function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}
