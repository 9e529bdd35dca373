/** Characters of a text in a message, unless the caller gives another limit. */
const LONGEST = 80;

/**
 * Makes a text from a file safe to quote in a message.
 *
 * A space replaces line breaks and terminal codes, which could forge lines or hide parts of the message. Longer texts are
 * cut.
 *
 * @param longest The limit in characters, 80 by default
 *
 * @example
 * ```ts
 * import { oneLine } from "./one_line.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(oneLine("Actual\nVolume\u001b[2J"), "Actual Volume [2J");
 * ```
 */
export function oneLine(text: string, longest: number = LONGEST): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
