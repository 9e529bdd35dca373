import fc from "fast-check";
import { assertRecomputed, grouped, month, orNull, type Row } from "./random_warehouse.ts";

interface Measurement extends Row {
  readonly reporting_month: string;
  readonly measure: string;
  readonly provider: string;
  readonly region: string;
  readonly total: number | null;
  readonly achieved_percent: number | null;
}

const TARGET = 99;
const MINIMUM = 96;

/** The months from one to another, both included. */
function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let at = first; at <= last;) {
    months.push(at);
    const [year, number] = at.split("-").map(Number) as [number, number];
    at = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, "0")}-01`;
  }
  return months;
}

/** A month of a series: without a figure it was unpublished, unless there was nothing to measure. */
interface Month {
  readonly month: string;
  readonly achieved: number | null;
  readonly isIdle: boolean;
}

function status({ achieved, isIdle }: Month): string {
  if (isIdle) return "nothing_to_measure";
  if (achieved === null) return "not_published";
  return achieved >= TARGET ? "met" : achieved >= MINIMUM ? "below_target" : "below_minimum";
}

/** A series month by month, its gaps filled: null is an unpublished month. */
function series(input: readonly Measurement[]): { key: Row; months: Month[] }[] {
  const last = input.map((row) => row.reporting_month).sort().at(-1)!;
  return grouped(input, ({ provider, region, measure }) => ({ provider, region, measure_code: measure }))
    .map(([key, rows]) => ({
      key,
      months: monthsBetween(rows.map((row) => row.reporting_month).sort()[0]!, last).map((month) => {
        const row = rows.find((one) => one.reporting_month === month);
        const achieved = row?.achieved_percent ?? null;
        return { month, achieved, isIdle: row !== undefined && achieved === null && (row.total ?? 0) === 0 };
      }),
    }));
}

/** The streak of each month, counted backwards from it. */
function streaks(months: readonly Month[], level: number) {
  return months.map(({ month, achieved }, at) => {
    const before = months.slice(0, at + 1).filter((one) => !one.isIdle || one.month === month);
    const index = before.length - 1;
    const published = before.filter((one) => one.achieved !== null);
    const isBreach = achieved === null ? null : achieved < level;
    let length = 0;
    while (length <= index && before[index - length]!.achieved !== null && before[index - length]!.achieved! < level) {
      length++;
    }
    return {
      reporting_month: month,
      is_breach: isBreach,
      current_streak_months: isBreach === null ? null : length,
      streak_started_month: isBreach ? before[index - length + 1]!.month : null,
      breaches_to_date: published.filter((one) => one.achieved! < level).length,
      months_to_date: published.length,
      last_met_month: published.findLast((one) => one.achieved! >= level)?.month ?? null,
      is_bounded_by_gap: isBreach === true && index - length >= 0 && before[index - length]!.achieved === null,
    };
  });
}

Deno.test("performance_levels and breach_streaks agree with a recomputation on random extracts", async () => {
  const row = fc.record({
    reporting_month: month,
    measure: fc.constantFrom("CPM1", "PM2"),
    provider: fc.constantFrom("CSP", "DSP"),
    region: fc.constantFrom("North", "South"),
    within_target: fc.constant(1),
    total: orNull(fc.constantFrom(0, 1)),
    achieved_percent: orNull(fc.constantFrom(95.99, 96, 98.99, 99, 100)),
    target_percent: fc.constant(TARGET),
    minimum_percent: fc.constant(MINIMUM),
  });
  await assertRecomputed("performance_measures", row, ["reporting_month", "measure", "provider", "region"], (input) => [
    {
      question: `select provider, region, measure_code, reporting_month, achieved_percent, status
                 from performance_levels order by provider, region, measure_code, reporting_month`,
      answer: series(input).flatMap(({ key, months }) =>
        months.map((one) => ({
          ...key,
          reporting_month: one.month,
          achieved_percent: one.achieved,
          status: status(one),
        }))
      ),
    },
    ...([["target", TARGET], ["minimum", MINIMUM]] as const).map(([level, percent]) => ({
      question: `select provider, region, measure_code, reporting_month, is_breach, current_streak_months,
                   streak_started_month, breaches_to_date, months_to_date, last_met_month, is_bounded_by_gap
                 from breach_streaks where level = '${level}'
                 order by provider, region, measure_code, reporting_month`,
      answer: series(input).flatMap(({ key, months }) =>
        streaks(months, percent).map((streak) => ({ ...key, ...streak }))
      ),
    })),
  ]);
});
