import type { DuckDBConnection } from "@duckdb/node-api";
import { mayShow } from "../base/classification.ts";
import type { Extract } from "../contract/extract.ts";
import { comparePeriod, type Difference } from "./compare_period.ts";
import { decide, type Refusal } from "./decide.ts";
import { formatChange } from "./format_plan.ts";
import { isoDay } from "../text/iso_day.ts";
import { lostKeys } from "./lost_keys.ts";
import { mainPeriod } from "./main_period.ts";
import { periodName, type PeriodPlan, type PlannedTotal } from "./period_plan.ts";
import type { LoadedFile } from "./loaded_file.ts";
import type { Load } from "./row_writer.ts";
import type { CountsAs, EarlierLoad, Standing } from "./standing.ts";

/** Of fewer rows a total above Green is withheld: it would tell a row's value. */
const SMALLEST_TOTAL = 3;

/** How to plan. */
export interface PlanOptions {
  /** Most rows of a period may go. */
  readonly acceptsLoss: boolean;
  /** Totals of every class are shown. */
  readonly showValues: boolean;
  /** The file was loaded before: refuse nothing, and count its rows as with consent. */
  readonly isRebuild?: boolean;
}

/** What a file does to each of its periods. */
export interface FilePlan {
  /** One per extract and period, in the order of the file's rows. */
  readonly periods: readonly PeriodPlan[];
  /** By the id of each load. */
  readonly countsAs: ReadonlyMap<number, CountsAs>;
  /** A sentence why the file is refused, or null. */
  readonly refusal: string | null;
}

/**
 * Plans what a file does to the periods it brings: compares its rows with those that stand, and decides whether it may
 * replace or join them.
 *
 * @param loaded Its rows are in the tables, and not yet in the ledger
 * @param standing What the ledger has
 *
 * @example
 * ```ts
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { planFile } from "./plan_file.ts";
 * import { Standing } from "./standing.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * const file = { path: "a.csv", name: "a.csv", sha256: "00", byteSize: 1, writtenAt: null };
 * const result = { loads: [], isReissue: false, isSynthetic: false, quarantined: [], problems: [], messages: [], notes: [] };
 * const options = { acceptsLoss: false, showValues: false };
 * const plan = await planFile(warehouse.connection, { file, result }, new Standing(new Map()), options);
 * deepStrictEqual(plan.periods, []);
 * ```
 */
export async function planFile(
  connection: DuckDBConnection,
  { file, result }: LoadedFile,
  standing: Standing,
  options: PlanOptions,
): Promise<FilePlan> {
  const periods: PeriodPlan[] = [];
  const reasons: string[] = [];
  const refusals = new Set<Refusal>();
  const countsAs = new Map<number, CountsAs>();
  for (const loads of Map.groupBy(result.loads, ({ sheet }) => sheet.extract).values()) {
    const main = mainPeriod(file.name, sizesOf(loads));
    for (const [day, brought] of Map.groupBy(loads, ({ period }) => period)) {
      const { extract } = brought[0]!.sheet;
      const period = isoDay(day);
      const current = standing.of(extract.name, period);
      const place = { extract, period, isMain: period === main, brought, current };
      if (current.length === 0) {
        periods.push(firstPlan(place));
        for (const { loadId } of brought) countsAs.set(loadId, isAdded(extract, result.isReissue) ? "added" : "whole");
        continue;
      }
      const earlier = standing.all(extract.name, period);
      const difference = await comparePeriod(connection, extract, {
        standing: ids(current),
        earlier: ids(earlier),
        brought: ids(brought),
      });
      const decision = choose(place, difference, earlier, result.isReissue, options);
      const plan = await describePeriod(connection, place, difference, decision, options.showValues);
      periods.push(plan);
      if (isRefusal(decision)) {
        refusals.add(decision);
        reasons.push(reason(decision, plan, main, earlier));
      } else for (const { loadId } of brought) countsAs.set(loadId, decision);
    }
  }
  const refusal = reasons.length === 0
    ? null
    : `Cannot load "${file.name}" because ${reasons.join(", and ")}: ${
      [...refusals].map(mend).filter((one, at, all) => all.indexOf(one) === at).join("; ")
    }`;
  return { periods, countsAs, refusal };
}

/** How many rows some loads have of each period. */
export function sizesOf(loads: readonly Load[]): Map<string | null, number> {
  const sizes = new Map<string | null, number>();
  for (const { period, rowCount } of loads) sizes.set(isoDay(period), (sizes.get(isoDay(period)) ?? 0) + rowCount);
  return sizes;
}

interface Place {
  readonly extract: Extract;
  readonly period: string | null;
  readonly isMain: boolean;
  readonly brought: readonly Load[];
  readonly current: readonly EarlierLoad[];
}

function ids(loads: readonly { readonly loadId: number }[]): number[] {
  return loads.map(({ loadId }) => loadId);
}

/** Where nothing stands, events wait for others of their period to join them, and a snapshot is the whole of it. */
function isAdded(extract: Extract, isReissue: boolean): boolean {
  return extract.replaces === "key" && !isReissue;
}

/** Where nothing stands there is nothing to compare, and no reason to read the rows again. */
function firstPlan({ extract, period, isMain, brought }: Place): PeriodPlan {
  const rows = brought.reduce((sum, { rowCount }) => sum + rowCount, 0);
  return {
    extract: extract.name,
    period,
    isMain,
    effect: "first",
    standing: [],
    rowsBefore: 0,
    rowsAfter: rows,
    rowsAdded: rows,
    rowsGone: 0,
    rowsChanged: 0,
    keysGone: [],
    totals: [],
  };
}

function choose(
  { extract, isMain, current }: Place,
  difference: Difference,
  earlier: readonly EarlierLoad[],
  isReissue: boolean,
  options: PlanOptions,
): CountsAs | Refusal {
  const circumstances = {
    replaces: extract.replaces ?? "period",
    isReissue,
    acceptsLoss: options.acceptsLoss,
    isMain,
    isReissued: reissue(earlier) !== undefined,
    areStrays: current.every((load) => !load.isMain),
    isContested: !options.isRebuild && current.some((load) => load.isNew && !load.isReissue),
  };
  const decision = decide(circumstances, difference);
  if (!options.isRebuild || !isRefusal(decision)) return decision;
  // An earlier Annexa loaded it without asking for consent.
  if (circumstances.replaces === "key" && !isReissue) return "added";
  return decide({ ...circumstances, isReissue: true, acceptsLoss: true }, difference);
}

function reissue(earlier: readonly EarlierLoad[]): EarlierLoad | undefined {
  return earlier.findLast((load) => load.isReissue && !load.isWithdrawn);
}

function isRefusal(decision: CountsAs | Refusal): decision is Refusal {
  return decision !== "whole" && decision !== "added" && decision !== "repeated";
}

async function describePeriod(
  connection: DuckDBConnection,
  { extract, period, isMain, brought, current }: Place,
  difference: Difference,
  decision: CountsAs | Refusal,
  showValues: boolean,
): Promise<PeriodPlan> {
  const isWhole = decision === "whole" || decision === "shrinks" || decision === "loss" ||
    (isRefusal(decision) && extract.replaces !== "key" && difference.gone < difference.before);
  const isRepeated = decision === "repeated";
  const { before, added, gone, changed } = difference;
  const rowsAfter = isWhole ? difference.brought : isRepeated ? before : before + added;
  const isFewRows = (rows: number) => rows > 0 && rows < SMALLEST_TOTAL;
  const totals = [...difference.sums].map(([name, sums]): PlannedTotal => {
    const { header, classification } = extract.columns[name]!;
    const withheld = showValues || mayShow(classification, "green")
      ? null
      : !mayShow(classification, "amber")
      ? "Red"
      : isFewRows(before) || isFewRows(rowsAfter)
      ? `Amber, of fewer than ${SMALLEST_TOTAL} rows`
      : null;
    const joined = sums.brought === null && sums.before === null
      ? null
      : (sums.before ?? 0) - (sums.matched ?? 0) + (sums.brought ?? 0);
    const after = isWhole ? sums.brought : isRepeated ? sums.before : joined;
    return withheld === null
      ? { header, before: sums.before, after, withheld }
      : { header, before: null, after: null, withheld };
  });
  return {
    extract: extract.name,
    period,
    isMain,
    effect: isRefusal(decision) ? "refused" : decision,
    standing: [...new Set(current.map(({ fileName }) => fileName))],
    rowsBefore: before,
    rowsAfter,
    rowsAdded: isRepeated ? 0 : added,
    rowsGone: isWhole ? gone : 0,
    rowsChanged: isRepeated ? 0 : changed,
    keysGone: isWhole && gone > 0 ? await lostKeys(connection, extract, ids(current), ids(brought)) : [],
    totals,
  };
}

function reason(decision: Refusal, plan: PeriodPlan, main: string | null, earlier: readonly EarlierLoad[]): string {
  const name = periodName(plan.extract, plan.period);
  const change = `(${formatChange(plan)})`;
  switch (decision) {
    case "shrinks":
      return `it lacks rows of ${quoted(plan.standing)} for ${name} ${change}`;
    case "foreign":
      return `it would change ${name}, and its main period is ${main?.slice(0, 7)} ${change}`;
    case "reissued":
      return `"${
        reissue(earlier)!.fileName
      }" is a re-issue for ${name} and this file does not say that it is one ${change}`;
    case "stale":
      return `it would turn rows of ${name} back to how an earlier file had them ${change}`;
    case "contested":
      return `${quoted(plan.standing)} has other values for ${name}, and nothing says which count ${change}`;
    case "loss":
      return `it has fewer than half of the rows of ${quoted(plan.standing)} for ${name} ${change}`;
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(" and ");
}

function mend(refusal: Refusal): string {
  switch (refusal) {
    case "loss":
      return "ask for the whole period again, or give --accept-loss if these rows are to go";
    case "foreign":
      return "ask for a file without that period, or give --reissue if the change is meant";
    default:
      return "if it is to replace what stands, put re-issue in its name or give --reissue; else take it out of the inbox";
  }
}
