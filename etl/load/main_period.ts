import { firstDayOf } from "../contract/calendar_day.ts";
import { parseMonth, parseQuarter } from "../contract/parse_day.ts";
import { isoDay } from "./iso_day.ts";
import type { Load } from "./row_writer.ts";

/** Month and quarter as file names write them: `2019-07`, `201907`, `Jul-19`, `July 2019`, `2019 Q2`, `Q2-19`. */
const WRITTEN = [
  /(?<!\d)20\d{2}[-_. ]?(?:0[1-9]|1[0-2])(?!\d)/g,
  /(?<![a-z])[a-z]{3,9}[-_. ]*'?(?:20\d{2}|\d{2})(?!\d)/gi,
  /(?<!\d)20\d{2}[-_. ]*q[1-4](?!\d)/gi,
  /(?<![a-z])q[1-4][-_. ]*(?:20\d{2}|\d{2})(?!\d)/gi,
];

/**
 * The main period of a file's loads of one extract: the one of its periods that its name says, where it says exactly one;
 * else the period with the most rows, and of two with as many the later one. A file may replace its main period. A change
 * of any other period needs consent, because such rows are mostly stragglers or an old tab.
 *
 * @param loads The loads of one extract, at least one
 * @returns The period's first day in days since 1970-01-01; null where the extract has no periods
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { mainPeriod } from "./main_period.ts";
 * import { strictEqual } from "node:assert/strict";
 * const sheet = { sheet: "CSR", extract: csr, headerRow: 1, columns: [], ignoredHeaders: [], titleLines: [] };
 * const [june, july] = [18048, 18078];
 * const loads = [{ loadId: 1, sheet, period: june, rowCount: 9 }, { loadId: 2, sheet, period: july, rowCount: 8 }];
 * strictEqual(mainPeriod("csr.xlsx", loads), june);
 * strictEqual(mainPeriod("csr_2019-07.xlsx", loads), july);
 * strictEqual(mainPeriod("CSR July 2019 and Jun-19.xlsx", loads), june);
 * ```
 */
export function mainPeriod(fileName: string, loads: readonly Load[]): number | null {
  const sizes = new Map<number | null, number>();
  for (const { period, rowCount } of loads) sizes.set(period, (sizes.get(period) ?? 0) + rowCount);
  const unit = loads[0]!.sheet.extract.period?.unit ?? "month";
  const said = new Set<number>();
  for (const written of WRITTEN) {
    for (const [text] of fileName.matchAll(written)) {
      const day = periodOf(text);
      if (day !== null && sizes.has(firstDayOf(unit, day))) said.add(firstDayOf(unit, day));
    }
  }
  if (said.size === 1) return [...said][0]!;
  let main = loads[0]!.period;
  for (const [period, size] of sizes) {
    const most = sizes.get(main)!;
    if (size > most || (size === most && (isoDay(period) ?? "") > (isoDay(main) ?? ""))) main = period;
  }
  return main;
}

function periodOf(text: string): number | null {
  const plain = text.replaceAll(/[-_. ]+/g, " ").replace(/^(20\d{2}) ?(\d{2})$/, "$1-$2");
  return parseMonth(plain) ?? parseQuarter(plain) ?? parseQuarter(plain.replace(/^(20\d{2})(q\d)$/i, "$1 $2"));
}
