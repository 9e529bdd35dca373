import type { CheckResult } from "./run_checks.ts";

/** How many failing rows are listed before the rest is counted. */
const LISTED = 20;

/**
 * A failed check as text: what it asks, how to mend it, and the rows with the cells they came from. Values above White are
 * left out unless asked for.
 *
 * @example
 * ```ts
 * import { describeCheck } from "./describe_check.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(
 *   describeCheck({
 *     name: "check_levels",
 *     about: "Levels lie between 0 and 100.",
 *     severity: "error",
 *     classification: "white",
 *     failures: [{ achieved_percent: 101, source: "pmr.xlsx Levels!12" }],
 *   }, false),
 *   "error: check_levels fails with 1 row\n  Levels lie between 0 and 100.\n  pmr.xlsx Levels!12: achieved_percent 101",
 * );
 * ```
 */
export function describeCheck(result: CheckResult, showValues: boolean): string {
  const { name, about, severity, classification, failures } = result;
  const shown = classification === "white" || showValues;
  const lines = failures.slice(0, LISTED).map(({ source, load_id: _load, source_row: _row, ...values }) => {
    const text = Object.entries(values).filter(([, value]) => value !== null).map(([key, value]) => `${key} ${value}`);
    const detail = shown ? text.join(", ") : `values withheld (${classification}); --show-values prints them`;
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
