/** Every hyphen and dash that a program may write instead of the keyboard's hyphen. */
export const HYPHENS = /[-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/u;

const ALL = new RegExp(HYPHENS, "gu");

/**
 * Replaces every hyphen, dash and minus sign with the keyboard's hyphen.
 *
 * @example
 * ```ts
 * import { plainHyphens } from "./plain_hyphens.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(plainHyphens("NEP\u20110012"), "NEP-0012");
 * ```
 */
export function plainHyphens(text: string): string {
  return text.replace(ALL, "-");
}
