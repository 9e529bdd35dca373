/**
 * Powers of ten that a double stores exactly. Dividing a whole number below 2^53 by one of them rounds once, like
 * `Number`.
 */
export const TENS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/**
 * Reads bytes as a plain decimal, with exactly the result of `Number`. NaN for any other spelling: exponents, signs
 * other than a minus, white space. NaN also when there are too many digits for this method.
 *
 * @param bytes ASCII
 *
 * @example
 * ```ts
 * import { readDecimal } from "./read_decimal.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const read = (text: string) => readDecimal(new TextEncoder().encode(text), 0, text.length);
 * deepStrictEqual(["4077703", "-0.1", ".5"].map(read), [4077703, -0.1, 0.5]);
 * deepStrictEqual(["1e3", "", "12,5"].map(read), [NaN, NaN, NaN]);
 * ```
 */
export function readDecimal(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] === 0x2d ? start + 1 : start;
  let whole = 0;
  let point = -1;
  for (let at = first; at < end; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit >= 0 && digit <= 9) whole = whole * 10 + digit;
    else if (digit === -2 && point < 0) point = at;
    else return NaN;
  }
  const places = point < 0 ? 0 : end - point - 1;
  const digits = end - first - (point < 0 ? 0 : 1);
  if (digits <= 0 || places > 22 || whole > Number.MAX_SAFE_INTEGER) return NaN;
  const value = places === 0 ? whole : whole / TENS[places]!;
  return first === start ? value : -value;
}
