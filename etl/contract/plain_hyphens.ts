/** Every hyphen and dash that a program may put in place of the one on the keyboard. */
export const HYPHENS = /[-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/u;

const ALL = new RegExp(HYPHENS, "gu");

/**
 * A text with the hyphen of the keyboard in place of every other hyphen, dash and minus sign.
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
