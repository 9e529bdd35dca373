import { grouped } from "../text/grouped.ts";
import { periodName, type PeriodPlan } from "./period_plan.ts";

const EFFECTS: Readonly<Record<PeriodPlan["effect"], string>> = {
  first: "is new",
  whole: "replaces",
  added: "joins",
  repeated: "repeats",
  refused: "would change",
};

/**
 * What a file does to a period, on one line.
 *
 * @example
 * ```ts
 * import { formatPlan } from "./format_plan.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(
 *   formatPlan({
 *     extract: "csr_variance", period: "2019-07-01", isMain: true, effect: "whole", standing: ["csr.xlsx"],
 *     rowsBefore: 3, rowsAfter: 4, rowsAdded: 1, rowsGone: 0, rowsChanged: 2, keysGone: [],
 *     totals: [{ header: "Actual Volume", before: 1200, after: 1500, withheld: null }],
 *   }),
 *   'replaces csr_variance 2019-07 of "csr.xlsx": 1 row added, 0 gone, 2 changed; 3 rows before, 4 after; ' +
 *     "Actual Volume 1,200 before, 1,500 after",
 * );
 * ```
 */
export function formatPlan(plan: PeriodPlan): string {
  const name = periodName(plan.extract, plan.period);
  if (plan.effect === "first") {
    return [`${name} is new: ${rows(plan.rowsAfter)}`, ...totals(plan)].join("; ");
  }
  const standing = plan.standing.map((file) => `"${file}"`).join(" and ");
  return `${EFFECTS[plan.effect]} ${name}${standing === "" ? "" : ` of ${standing}`}: ${formatChange(plan)}`;
}

/**
 * The rows added, gone and changed, and the totals, as part of a sentence.
 *
 * @example
 * ```ts ignore
 * formatChange(plan); // "1 row added, 0 gone, 2 changed; 3 rows before, 4 after"
 * ```
 */
export function formatChange(plan: PeriodPlan): string {
  const rest = plan.rowsGone - plan.keysGone.length;
  const gone = plan.keysGone.length === 0
    ? ""
    : ` (${plan.keysGone.join(", ")}${rest > 0 ? ` and ${grouped(rest)} more` : ""})`;
  return [
    `${rows(plan.rowsAdded)} added, ${grouped(plan.rowsGone)} gone${gone}, ${grouped(plan.rowsChanged)} changed`,
    `${rows(plan.rowsBefore)} before, ${grouped(plan.rowsAfter)} after`,
    ...totals(plan),
  ].join("; ");
}

function totals(plan: PeriodPlan): string[] {
  const number = (value: number | null) => value === null ? "blank" : grouped(value);
  return plan.totals.map(({ header, before, after, withheld }) => {
    if (withheld !== null) return `${header} withheld: ${withheld}`;
    if (plan.effect === "first") return `${header} ${number(after)}`;
    return `${header} ${number(before)} before, ${number(after)} after`;
  });
}

function rows(count: number): string {
  return `${grouped(count)} ${count === 1 ? "row" : "rows"}`;
}
