import type { Classification } from "../base/classification.ts";
import { grouped } from "../text/grouped.ts";
import { MARKINGS } from "../base/marking.ts";
import type { Settings } from "./settings.ts";
import type { Written } from "./write_result.ts";

/**
 * What is said beside an answer: how many rows, how long it took, its class, as known on which day, and what is not in
 * sight.
 *
 * @param result `seconds`: null where the time is not asked for
 * @param options `more` says where it is set how many rows are shown; `file` where the answer was written
 *
 * @example
 * ```ts
 * import { showQueryProgress } from "./show_query_progress.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(
 *   showQueryProgress({ rowCount: 4077, seconds: 0.0123 }, { rows: 1000, shortened: [] }, { asOf: null, audience: null, classification: "amber", more: "--max-rows" }),
 *   ["4,077 rows in 0.012 s, Amber", "Truncated to the first 1,000 of 4,077 rows: --max-rows N or all gives more"],
 * );
 * ```
 */
export function showQueryProgress(
  result: { readonly rowCount: number; readonly seconds: number | null },
  written: Written,
  options: Pick<Settings, "asOf" | "audience"> & {
    readonly classification: Classification;
    readonly more: string;
    readonly file?: string | undefined;
  },
): string[] {
  const said = [
    rowsText(result.rowCount) +
    (result.seconds === null ? "" : ` in ${result.seconds.toFixed(3)} s`) +
    `, ${MARKINGS[options.classification].label}` +
    (options.audience === null ? "" : `, as shown to the ${MARKINGS[options.audience].label} audience`) +
    (options.asOf === null ? "" : `, as known on ${options.asOf}`) +
    (options.file === undefined ? "" : `, written to ${options.file}`),
  ];
  if (written.rows < result.rowCount) {
    said.push(
      `Truncated to the first ${grouped(written.rows)} of ${rowsText(result.rowCount)}: ` +
        `${options.more} N or all gives more`,
    );
  }
  if (written.shortened.length > 0) {
    said.push(
      `Shortened to fit the terminal: ${written.shortened.join(", ")}; a wider one or another format shows them whole`,
    );
  }
  return said;
}

function rowsText(count: number): string {
  return `${grouped(count)} ${count === 1 ? "row" : "rows"}`;
}
