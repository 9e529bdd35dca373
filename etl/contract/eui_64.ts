import { HYPHENS } from "./plain_hyphens.ts";

/**
 * Converts an EUI-64 to its canonical form: eight pairs of upper-case hexadecimal digits, separated by hyphens. The
 * text may be in either case, with hyphens, colons, blanks or nothing between the digits.
 *
 * @param text Without invisible characters
 * @returns Null when the text does not hold exactly sixteen hexadecimal digits
 *
 * @example
 * ```ts
 * import { eui64 } from "./eui_64.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(eui64("90b3d51f30010000"), "90-B3-D5-1F-30-01-00-00");
 * strictEqual(eui64("90:B3:D5:1F:30:01:00:00"), "90-B3-D5-1F-30-01-00-00");
 * strictEqual(eui64("All Users"), null);
 * ```
 */
export function eui64(text: string): string | null {
  if (CANONICAL.test(text)) return text;
  const digits = text.replace(SEPARATORS, "").toUpperCase();
  return /^[0-9A-F]{16}$/.test(digits) ? digits.match(/../g)!.join("-") : null;
}

const CANONICAL = /^[0-9A-F]{2}(?:-[0-9A-F]{2}){7}$/;
const SEPARATORS = new RegExp(`[\\s:]|${HYPHENS.source}`, "gu");

/**
 * Whether some bytes are an EUI-64 in its canonical form. It makes no string, because it runs for a million rows.
 *
 * @param start Where the text begins in `bytes`
 * @param end Where it ends
 *
 * @example
 * ```ts
 * import { isCanonicalEui64 } from "./eui_64.ts";
 * import { strictEqual } from "node:assert/strict";
 * const bytes = new TextEncoder().encode("90-B3-D5-1F-30-01-00-00");
 * strictEqual(isCanonicalEui64(bytes, 0, 23), true);
 * strictEqual(isCanonicalEui64(bytes, 1, 23), false);
 * ```
 */
export function isCanonicalEui64(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 23) return false;
  let good = 1;
  for (let at = start; at < end; at += 3) good &= DIGITS[bytes[at]!]! & DIGITS[bytes[at + 1]!]!;
  if (good === 0) return false;
  for (let at = start + 2; at < end; at += 3) if (bytes[at] !== HYPHEN) return false;
  return true;
}

const HYPHEN = 0x2d;
const DIGITS = new Uint8Array(256);
for (const digit of new TextEncoder().encode("0123456789ABCDEF")) DIGITS[digit] = 1;
