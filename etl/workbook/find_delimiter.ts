/** What divides the values of a row. */
export type Delimiter = "," | ";" | "\t" | "|";

// In the order that wins a tie: a decimal comma can be as frequent as the semicolon beside it, not the other way round.
const DELIMITERS: readonly Delimiter[] = ["\t", ";", ",", "|"];
const SAMPLE_ROWS = 200;

/**
 * The delimiter that divides most of a text's first rows into the same number of values; a comma when none does. What
 * stands in quotes does not count.
 *
 * @example
 * ```ts
 * import { findDelimiter } from "./find_delimiter.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(findDelimiter('Figures, as at 1 July\nMonth;Volume\n2019-07;"1,5"\n2019-08;2,5\n'), ";");
 * ```
 */
export function findDelimiter(text: string): Delimiter {
  const rows = countRows(text);
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const frequency = new Map<number, number>();
    for (const row of rows) {
      const count = row[delimiter];
      if (count > 0) frequency.set(count, (frequency.get(count) ?? 0) + 1);
    }
    const score = Math.max(0, ...frequency.values());
    if (score <= bestScore) continue;
    best = delimiter;
    bestScore = score;
  }
  return best;
}

function countRows(text: string): Record<Delimiter, number>[] {
  const rows: Record<Delimiter, number>[] = [];
  const none = { ",": 0, ";": 0, "\t": 0, "|": 0 };
  let row = { ...none };
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === "," || character === ";" || character === "\t" || character === "|") row[character]++;
    else if (character === "\n" || character === "\r") {
      rows.push(row);
      if (rows.length === SAMPLE_ROWS) return rows;
      row = { ...none };
    }
  }
  rows.push(row);
  return rows;
}
