/**
 * Words in lines of at most so many characters; a longer word has a line of its own. Runs of blanks become one.
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
 * Names with what is said of each, in two columns: the second begins behind the longest name, and is wrapped there.
 *
 * @param width Of a line, in characters
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
