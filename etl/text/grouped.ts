/**
 * A whole number with a comma before every three digits, whatever the machine's language.
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
