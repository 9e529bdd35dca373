import { addDays, dayCell } from "./calendar.ts";
import { dress } from "./furniture.ts";
import { Random } from "./random.ts";
import type { SampleCell, SampleSheet, SampleWorkbook } from "./sample_workbook.ts";

/** A quarter's Problem records. Counts of the open ones overlap: a Problem can be any of the three. */
interface QuarterPlan {
  readonly quarter: string;
  /** As the sheet writes it. */
  readonly spelt: string;
  readonly first: string;
  readonly last: string;
  readonly open: number;
  readonly fixIdentified: number;
  /** Open, RCA target date before the quarter's end, and RCA not completed by its target date. */
  readonly rcaBreached: number;
  readonly significant: number;
  /** Closed within the quarter: listed, counted in none of the above. */
  readonly closed: number;
  /** The quarter before, whose open Problems this one carries forward; left out where that is not in the samples. */
  readonly before?: QuarterPlan;
}

/** What a Problem keeps from quarter to quarter. */
interface Identity {
  readonly reference: string;
  readonly opened: string;
}

/** S0 (July 2019's papers): 157 open, 100 with a fix. S4: 15 past the RCA target, 60 Significant and/or Impactful. */
const QUARTERS: readonly QuarterPlan[] = pairs([
  {
    quarter: "2019 Q1",
    spelt: "Q1 2019",
    first: "2019-01-01",
    last: "2019-03-31",
    open: 149,
    fixIdentified: 88,
    rcaBreached: 11,
    significant: 52,
    closed: 23,
  },
  {
    quarter: "2019 Q2",
    spelt: "Q2 2019",
    first: "2019-04-01",
    last: "2019-06-30",
    open: 157,
    fixIdentified: 100,
    rcaBreached: 9,
    significant: 55,
    closed: 26,
  },
  {
    quarter: "2020 Q4",
    spelt: "Oct-Dec 2020",
    first: "2020-10-01",
    last: "2020-12-31",
    open: 172,
    fixIdentified: 104,
    rcaBreached: 19,
    significant: 64,
    closed: 31,
  },
  {
    quarter: "2021 Q1",
    spelt: "Jan-Mar 2021",
    first: "2021-01-01",
    last: "2021-03-31",
    open: 166,
    fixIdentified: 101,
    rcaBreached: 15,
    significant: 60,
    closed: 34,
  },
]);

/** The plans stand in pairs of neighbouring quarters. */
function pairs(plans: readonly QuarterPlan[]): QuarterPlan[] {
  return plans.map((plan, index) => index % 2 === 1 ? { ...plan, before: plans[index - 1]! } : plan);
}

const HEADER = [
  "Reporting Quarter",
  "Problem Reference",
  "Opened Date",
  "Closed Date",
  "State",
  "Fix Identified",
  "RCA Target Date",
  "RCA Completed Date",
  "Significant or Impactful",
] as const;

/** The Quarterly Problem Report workbooks (SEC Appendix AG 3.2): Q1 and Q2 2019, Q4 2020 and Q1 2021. */
export function problemsWorkbooks(): SampleWorkbook[] {
  return [
    {
      fileName: "Quarterly Problem Report 2019.xlsx",
      title: "Quarterly Problem Report, Q1 and Q2 2019",
      modified: "2019-07-26",
      sheets: QUARTERS.slice(0, 2).map((plan) => quarterSheet(plan, "Yes", "No", "26 July 2019")),
    },
    {
      fileName: "Quarterly Problem Report Q4 2020 and Q1 2021.xlsb",
      title: "Quarterly Problem Report, Q4 2020 and Q1 2021",
      modified: "2021-05-07",
      sheets: QUARTERS.slice(2).map((plan) => quarterSheet(plan, "Y", "N", "7 May 2021")),
    },
  ];
}

function quarterSheet(plan: QuarterPlan, yes: string, no: string, asAt: string): SampleSheet {
  const random = new Random(`problems ${plan.quarter}`);
  const flags = (count: number): boolean[] =>
    random.shuffle(Array.from({ length: plan.open }, (_, index) => index < count));
  const isFixed = flags(plan.fixIdentified);
  const isBreached = flags(plan.rcaBreached);
  const isSignificant = flags(plan.significant);
  const row = (
    { reference, opened }: Identity,
    closed: string | null,
    hasFix: boolean,
    breached: boolean,
    significant: boolean,
  ): SampleCell[] => {
    const target = rcaTarget(plan, opened, breached, random);
    const completed = rcaCompleted(plan, target, breached, random);
    return [
      plan.spelt,
      reference,
      dayCell(opened, "14 Aug 2019"),
      dayCell(closed, "14 Aug 2019"),
      closed !== null
        ? "Closed"
        : hasFix
        ? "Fix identified"
        : completed === null
        ? "Under investigation"
        : "RCA complete",
      hasFix ? yes : no,
      dayCell(target, "14 Aug 2019"),
      dayCell(completed, "14 Aug 2019"),
      significant ? yes : no,
    ];
  };
  const { open, closed } = problemsOf(plan);
  const rows = [
    ...open.map((problem, index) => row(problem, null, isFixed[index]!, isBreached[index]!, isSignificant[index]!)),
    ...closed.map((problem) => {
      const closedDate = addDays(plan.first, random.whole(0, 80));
      return row(problem, closedDate, random.chance(0.9), random.chance(0.2), random.chance(0.3));
    }),
  ];
  return {
    name: plan.quarter,
    rows: dress({
      title: `Quarterly Problem Report - ${plan.quarter}`,
      classification: "Amber",
      asAt,
      header: [HEADER],
      headerRow: 6,
      rows,
      notes: ["Notes", "1. RCA: Root Cause Analysis. Problems closed within the quarter are listed for reference."],
    }),
    widths: [18, 20, 14, 14, 22, 15, 17, 20, 24],
  };
}

/** The Problems of a quarter: those the quarter before left open, less what was closed, and as many new as it takes. */
function problemsOf(plan: QuarterPlan): { readonly open: Identity[]; readonly closed: Identity[] } {
  const random = new Random(`problem identities ${plan.quarter}`);
  let number = Number(plan.quarter.slice(2, 4)) * 100_000 + Number(plan.quarter.slice(6)) * 10_000;
  const problems = (count: number, opened: () => string): Identity[] =>
    Array.from({ length: count }, () => {
      number += random.whole(1, 20);
      return { reference: `PBI${String(number).padStart(12, "0")}`, opened: opened() };
    });
  if (plan.before === undefined) {
    const earlier = problems(plan.open + plan.closed, () => addDays(plan.first, -random.whole(20, 400)));
    return { open: earlier.slice(0, plan.open), closed: earlier.slice(plan.open) };
  }
  const carried = random.shuffle(problemsOf(plan.before).open);
  const kept = carried.slice(plan.closed);
  const opened = problems(plan.open - kept.length, () => addDays(plan.first, random.whole(0, 60)));
  return { open: [...kept, ...opened], closed: carried.slice(0, plan.closed) };
}

/** A breach needs a target before the quarter's end; the last day itself is not before it. */
function rcaTarget(plan: QuarterPlan, opened: string, breached: boolean, random: Random): string {
  if (breached) return addDays(plan.last, -random.whole(1, 20));
  if (random.chance(0.05)) return plan.last;
  return random.chance(0.3) ? addDays(plan.last, random.whole(1, 40)) : addDays(opened, random.whole(10, 19));
}

/** Not breached: completed by its target date, that day included, or the target is still to come. */
function rcaCompleted(plan: QuarterPlan, target: string, breached: boolean, random: Random): string | null {
  if (breached) return random.chance(0.4) ? addDays(target, random.whole(1, 20)) : null;
  if (target >= plan.last) return null;
  return addDays(target, -random.whole(0, 6));
}
