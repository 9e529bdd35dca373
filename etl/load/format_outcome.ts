import { grouped } from "../text/grouped.ts";
import type { LoadedPeriod, LoadOutcome } from "./load_outcome.ts";

/**
 * What became of a file, on one line: its status, its name, and what was loaded or where its mistakes are.
 *
 * @example
 * ```ts
 * import { formatOutcome } from "./format_outcome.ts";
 * import { strictEqual } from "node:assert/strict";
 * const july = { extract: "csr_variance", sheet: "CSR", period: "2019-07-01", rows: 42, supersedes: null };
 * strictEqual(
 *   formatOutcome({
 *     path: "in/csr.xlsx", name: "csr.xlsx", status: "loaded", loads: [july, { ...july, period: "2019-06-01" }],
 *     quarantinedRows: 0, problems: [], messages: [], notes: [],
 *   }),
 *   "loaded      csr.xlsx: csr_variance 2019-06 to 2019-07 (2 periods), 84 rows",
 * );
 * ```
 */
export function formatOutcome(outcome: LoadOutcome): string {
  return `${outcome.status.padEnd(11)} ${outcome.name}: ${describe(outcome)}`;
}

function describe(outcome: LoadOutcome): string {
  if (outcome.status === "unchanged") return "loaded before";
  if (outcome.status === "rejected") return describeRejection(outcome);
  const extracts = new Set(outcome.loads.map((load) => load.extract));
  const loaded = [...extracts].map((extract) =>
    describeLoads(extract, outcome.loads.filter((load) => load.extract === extract))
  );
  const replaced = [...new Set(outcome.loads.flatMap((load) => load.supersedes ?? []))];
  return [
    ...loaded,
    ...(replaced.length > 0 ? [`replaces ${replaced.map((name) => `"${name}"`).join(", ")}`] : []),
    ...(outcome.quarantinedRows > 0 ? [`${count(outcome.quarantinedRows, "row")} in quarantine`] : []),
  ].join("; ");
}

function describeLoads(extract: string, loads: readonly LoadedPeriod[]): string {
  const periods = [...new Set(loads.flatMap((load) => load.period?.slice(0, 7) ?? []))].sort();
  const span = periods.length > 1
    ? ` ${periods[0]} to ${periods.at(-1)} (${periods.length} periods)`
    : periods.map((period) => ` ${period}`).join("");
  return `${extract}${span}, ${count(loads.reduce((sum, load) => sum + load.rows, 0), "row")}`;
}

/** The sentences follow on stderr; here is where to look. */
function describeRejection({ problems, messages }: LoadOutcome): string {
  const [only, ...others] = messages;
  if (problems.length === 0 || (only !== undefined && others.length === 0)) return only ?? "nothing in it";
  const cells = problems.reduce((sum, problem) => sum + problem.cells, 0);
  const places = problems.flatMap(({ sheet, cell }) =>
    cell === null ? [] : [sheet === null ? cell : `${sheet}!${cell}`]
  );
  const shown = places.slice(0, 10).join(", ");
  const rest = places.length > 10 ? ` and ${places.length - 10} more places` : "";
  return `${count(cells, "problem")}${shown === "" ? "" : ` at ${shown}${rest}`}`;
}

function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}
