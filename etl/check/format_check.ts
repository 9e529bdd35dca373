import { mayShow } from "../base/classification.ts";
import type { CheckResult } from "./run_checks.ts";

/** How many failing rows are listed before the rest is counted. */
const LISTED = 20;

/**
 * A failed check as text: what it asks, how to mend it, and the rows with the cells they came from, in the check's own words
 * where it has some. Amber and Red values are left out unless asked for.
 *
 * @example
 * ```ts
 * import { formatCheck } from "./format_check.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(
 *   formatCheck({
 *     name: "check_levels",
 *     about: "Levels lie between 0 and 100.",
 *     severity: "error",
 *     classification: "white",
 *     failures: [{ achieved_percent: 101, source: "pmr.xlsx Levels!H12" }],
 *   }, false),
 *   "error: check_levels fails with 1 row\n  Levels lie between 0 and 100.\n  pmr.xlsx Levels!H12: achieved_percent 101",
 * );
 * ```
 */
export function formatCheck(result: CheckResult, showValues: boolean): string {
  const { name, about, severity, classification, failures } = result;
  const shown = mayShow(classification, "green") || showValues;
  const lines = failures.slice(0, LISTED).map(({ source, load_id: _load, source_row: _row, ...values }) => {
    const text = Object.entries(values).filter(([, value]) => value !== null).map(([key, value]) => `${key} ${value}`);
    const words = typeof values.note === "string" ? values.note : text.join(", ");
    const detail = shown ? words : `values withheld (${classification}); --show-values prints them`;
    return `  ${source === undefined ? "" : `${source}: `}${detail}`;
  });
  const rest = failures.length - lines.length;
  return [
    `${severity}: ${name} fails with ${failures.length} ${failures.length === 1 ? "row" : "rows"}`,
    `  ${about}`,
    ...lines,
    ...(rest > 0 ? [`  … and ${rest} more; --json prints all`] : []),
  ].join("\n");
}
