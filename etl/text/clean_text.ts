/**
 * A cell's text without what nobody sees: zero-width and direction marks go, every kind of white space is one plain space
 * (a line break stays a line break), and the ends are trimmed. Nothing else changes: case, inner spaces and digits stay.
 *
 * @example
 * ```ts
 * import { cleanText } from "./clean_text.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(cleanText("\u00a0North\u200b "), "North");
 * ```
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, "")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[^\S\n]/g, " ")
    .trim();
}

/** Most cells: printable ASCII without spaces at its ends. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;
