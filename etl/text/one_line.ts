/** Longer texts are cut, unless told otherwise: a message is read by a person. */
const LONGEST = 80;

/**
 * A text of the file as it may stand in a message: without line breaks and terminal codes, which could forge lines or
 * hide parts of it, and cut to 80 characters.
 *
 * @param longest Another number of characters to cut to
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
