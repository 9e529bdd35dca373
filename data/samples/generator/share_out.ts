/**
 * Splits a whole number into whole parts in proportion to weights, so that the parts add up to it exactly.
 *
 * The largest remainders get the units that rounding down leaves over; among equals, the first.
 *
 * @param total A whole number ≥ 0
 * @param weights Numbers ≥ 0, not all zero unless `total` is zero
 * @throws {RangeError} when a total cannot be split so
 *
 * @example
 * ```ts
 * import { shareOut } from "./share_out.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(shareOut(10, [1, 1, 1]), [4, 3, 3]);
 * ```
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((running, weight) => running + weight, 0);
  if (!Number.isSafeInteger(total) || total < 0 || (total > 0 && !(sum > 0))) {
    throw new RangeError(`Cannot share out ${total} by ${weights.length} weights adding up to ${sum}`);
  }
  if (total === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  let left = total - parts.reduce((running, part) => running + part, 0);
  const byRemainder = exact.map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index]!++;
    left--;
  }
  return parts;
}
