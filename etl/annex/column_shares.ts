import type { ShownTable } from "./shown_table.ts";

/** Characters a column may take before it has to wrap. */
const UNWRAPPED = 24;
const NARROWEST = 4;
const PADDING = 2.5;

/**
 * How many characters wide each column of a printed table had better be: as its longest line while that is short, then
 * growing with its square root, and never narrower than its longest word.
 */
export function columnShares(shown: ShownTable): number[] {
  return shown.headings.map(({ title }, at) => {
    const lines = shown.rows.flatMap((row) => row[at]!.split("\n"));
    const longest = lines.reduce((most, line) => Math.max(most, line.length), Math.ceil(title.length / 2));
    const word = [title, ...lines].reduce((most, line) => Math.max(most, longestWord(line)), 0);
    const wished = longest <= UNWRAPPED ? longest : UNWRAPPED + 2 * Math.sqrt(longest - UNWRAPPED);
    return Math.max(wished, Math.min(word, UNWRAPPED), NARROWEST) + PADDING;
  });
}

function longestWord(line: string): number {
  return line.split(/[\s-]/).reduce((most, word) => Math.max(most, word.length), 0);
}
