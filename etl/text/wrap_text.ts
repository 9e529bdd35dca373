/**
 * Wraps text into lines of at most `width` characters.
 *
 * A longer word gets its own line. Runs of spaces and line breaks become one space.
 *
 * @example
 * ```ts
 * import { wrapText } from "./wrap_text.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(wrapText("the folder of extracts", 10), ["the folder", "of", "extracts"]);
 * ```
 */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/[ \n]+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Lays names and their descriptions out in two columns.
 *
 * The second column begins after the longest name, and its text is wrapped there.
 *
 * @param width Width of a line in characters
 *
 * @example
 * ```ts
 * import { wrapNames } from "./wrap_text.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const entries = [["--inbox DIR", "the folder of extracts"], ["--json", "prints JSON"]] as const;
 * deepStrictEqual(wrapNames(entries, 28), [
 *   "--inbox DIR  the folder of",
 *   "             extracts",
 *   "--json       prints JSON",
 * ]);
 * ```
 */
export function wrapNames(entries: readonly (readonly [name: string, text: string])[], width: number): string[] {
  const indent = Math.max(...entries.map(([name]) => name.length)) + 2;
  return entries.flatMap(([name, text]) =>
    wrapText(text, width - indent).map((line, index) => (index === 0 ? name : "").padEnd(indent) + line)
  );
}
