import { mayShow } from "../base/classification.ts";
import type { CheckResult } from "./run_checks.ts";

/** The columns of a failing row that say where it is, never what it holds. */
const PLACES = ["load_id", "source_row", "source", "reporting_month", "reporting_quarter"];

/**
 * A check's result without Amber and Red values: its failing rows keep only where they came from.
 *
 * @example
 * ```ts
 * import { withholdValues } from "./withhold_values.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const result = withholdValues({
 *   name: "check_keys", about: "", severity: "error", classification: "amber",
 *   failures: [{ user_id: "90-B3-D5-1F-30-01-00-00", source_row: 7 }],
 * });
 * deepStrictEqual(result.failures, [{ source_row: 7 }]);
 * ```
 */
export function withholdValues(result: CheckResult): CheckResult {
  if (mayShow(result.classification, "green")) return result;
  const failures = result.failures.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => PLACES.includes(name)))
  );
  return { ...result, failures };
}
