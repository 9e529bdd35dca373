/** What divides the values of a row. */
export type Delimiter = "," | ";" | "\t" | "|";

// In the order that wins a tie: a decimal comma can be as frequent as the semicolon beside it, not the other way round.
const DELIMITERS: readonly Delimiter[] = ["\t", ";", ",", "|"];
const SAMPLE_ROWS = 200;

/**
 * The delimiter that divides most of a text's first rows into the same number of values; a comma when none does. What
 * stands in quotes does not count, nor what stands in a row here and there.
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
    if (isStray(rows, delimiter)) continue;
    const score = Math.max(0, ...frequency.values());
    if (score <= bestScore) continue;
    best = delimiter;
    bestScore = score;
  }
  return best;
}

/**
 * Whether it stands in one row of many, or in fewer than half of the rows from its first to its last: a table has its
 * delimiter in one row after the other.
 */
function isStray(rows: readonly RowCount[], delimiter: Delimiter): boolean {
  const filled = rows.filter((row) => row.letters > 0);
  const first = filled.findIndex((row) => row[delimiter] > 0);
  const last = filled.findLastIndex((row) => row[delimiter] > 0);
  const divided = filled.filter((row) => row[delimiter] > 0).length;
  return (divided === 1 && filled.length > 2) || divided * 2 < last - first + 1;
}

/** How often each delimiter stands in a row, and how many characters it has. */
type RowCount = Record<Delimiter, number> & { letters: number };

function countRows(text: string): RowCount[] {
  const rows: RowCount[] = [];
  const none = { ",": 0, ";": 0, "\t": 0, "|": 0, letters: 0 };
  let row = { ...none };
  let isQuoted = false;
  for (const character of text) {
    if (character !== "\n" && character !== "\r") row.letters++;
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
