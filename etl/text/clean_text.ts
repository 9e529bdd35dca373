/**
 * Removes invisible characters from a cell's text.
 *
 * It removes zero-width and direction marks and trims both ends. Each white-space character becomes a plain space; a line
 * break stays a line break. Case, digits and the number of inner spaces stay the same.
 *
 * @example
 * ```ts
 * import { cleanText } from "./clean_text.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(cleanText("\u00a0North\u200b "), "North");
 * ```
 */
export function cleanText(text: string): string {
  if (CLEAN.test(text)) return text;
  return text
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, "")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[^\S\n]/g, " ")
    .trim();
}

/** Printable ASCII without spaces at its ends, which is already clean. Most cells match. */
const CLEAN = /^[!-~](?:[ -~]*[!-~])?$/;
