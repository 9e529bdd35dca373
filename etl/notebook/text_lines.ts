/**
 * Text as a notebook file keeps it: a list of lines with their line breaks, which differences can be read in.
 *
 * @example
 * ```ts
 * import { lines } from "./text_lines.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(lines("a\n\nb"), ["a\n", "\n", "b"]);
 * deepStrictEqual(lines(""), []);
 * ```
 */
export function lines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
