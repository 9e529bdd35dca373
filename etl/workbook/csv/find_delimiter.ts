/** The character between the values of a row. */
export type Delimiter = "," | ";" | "\t" | "|";

// In the order that wins a tie. A decimal comma can occur as often as the semicolon next to it. The reverse does not
// happen.
const DELIMITERS: readonly Delimiter[] = ["\t", ";", ",", "|"];
const SAMPLE_ROWS = 200;

/**
 * Finds the delimiter that divides most of a text's first rows into the same number of values. A comma if no delimiter
 * does. Delimiters in quotes do not count. Delimiters in a few scattered rows do not count either.
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
 * Whether a delimiter is only a stray character. A stray occurs in one row of many, or in fewer than half of the rows
 * from its first to its last. A table has its delimiter in consecutive rows.
 */
function isStray(rows: readonly RowCount[], delimiter: Delimiter): boolean {
  const filled = rows.filter((row) => row.letters > 0);
  const first = filled.findIndex((row) => row[delimiter] > 0);
  const last = filled.findLastIndex((row) => row[delimiter] > 0);
  const divided = filled.filter((row) => row[delimiter] > 0).length;
  return (divided === 1 && filled.length > 2) || divided * 2 < last - first + 1;
}

/** The number of each delimiter in a row, and the number of characters. */
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
