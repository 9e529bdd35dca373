import { plainHyphens } from "../contract/plain_hyphens.ts";
import { parseMonth, parseQuarter } from "../contract/parse_day.ts";
import { isoDay } from "../text/iso_day.ts";

/** Month and quarter as file names write them: `2019-07`, `201907`, `Jul-19`, `July 2019`, `2019 Q2`, `Q2-19`. */
const WRITTEN = [
  /(?<!\d)20\d{2}[-_. ]?(?:0[1-9]|1[0-2])(?!\d)/g,
  /(?<![a-z])[a-z]{3,9}[-_. ]*'?(?:20\d{2}|\d{2})(?!\d)/gi,
  /(?<!\d)20\d{2}[-_. ]*q[1-4](?!\d)/gi,
  /(?<![a-z])q[1-4][-_. ]*(?:20\d{2}|\d{2})(?!\d)/gi,
];

/**
 * The main period of a file's rows of one extract. It is the period that the file's name says, when it says exactly
 * one. Else it is the period with the most rows, the later one of two. A file may replace its main period. A change of
 * another period needs consent, because such rows are mostly stragglers or an old tab.
 *
 * @param sizes How many rows the file has of each period, by its first day, `yyyy-mm-dd`; null where it has no periods
 *
 * @example
 * ```ts
 * import { mainPeriod } from "./main_period.ts";
 * import { strictEqual } from "node:assert/strict";
 * const sizes = new Map([["2019-06-01", 9], ["2019-07-01", 8]]);
 * strictEqual(mainPeriod("csr.xlsx", sizes), "2019-06-01");
 * strictEqual(mainPeriod("csr_2019-07.xlsx", sizes), "2019-07-01");
 * strictEqual(mainPeriod("CSR July 2019 and Jun-19.xlsx", sizes), "2019-06-01");
 * ```
 */
export function mainPeriod(fileName: string, sizes: ReadonlyMap<string | null, number>): string | null {
  const periods = [...sizes].sort(([left], [right]) => (left ?? "") < (right ?? "") ? 1 : -1);
  const said = new Set(written(fileName).filter((day) => sizes.has(day)));
  if (said.size === 1) return [...said][0]!;
  return periods.reduce((most, one) => one[1] > most[1] ? one : most)[0];
}

/** The first days of the months and quarters that a name says. */
function written(fileName: string): string[] {
  const name = plainHyphens(fileName);
  return WRITTEN.flatMap((pattern) => [...name.matchAll(pattern)]).flatMap(([text]) => {
    const plain = text.replaceAll(/[-_. ]+/g, " ").replace(/^(20\d{2}) ?(\d{2})$/, "$1-$2")
      .replace(/^(20\d{2})(q\d)$/i, "$1 $2");
    return isoDay(parseMonth(plain) ?? parseQuarter(plain)) ?? [];
  });
}
