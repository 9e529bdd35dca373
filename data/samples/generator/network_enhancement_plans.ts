import { addDays, addMonths, dayCell, lastDay } from "./calendar.ts";
import { dress } from "./furniture.ts";
import { Random } from "./random.ts";
import type { SampleCell, SampleSheet, SampleWorkbook } from "./sample_workbook.ts";
import { shareOut } from "./share_out.ts";

/** Plans with the same history. They are listed from the quarter they start in to the one they are completed in. */
interface PlanGroup {
  readonly kind: "Mesh" | "Radio site";
  readonly plans: number;
  readonly premises: number;
  /** The first and last quarter listed, `2019 Q2`. */
  readonly from: string;
  readonly to: string;
  /** Whether they are completed in the last quarter listed, or ongoing still. */
  readonly isCompleted: boolean;
}

/** Q2 2019 is S0's: 12 mesh plans completed covering 322 premises. The rest is invented. */
const GROUPS: readonly PlanGroup[] = [
  { kind: "Mesh", plans: 9, premises: 241, from: "2019 Q1", to: "2019 Q1", isCompleted: true },
  { kind: "Mesh", plans: 12, premises: 322, from: "2019 Q1", to: "2019 Q2", isCompleted: true },
  { kind: "Mesh", plans: 5, premises: 146, from: "2019 Q1", to: "2019 Q2", isCompleted: false },
  { kind: "Mesh", plans: 9, premises: 245, from: "2019 Q2", to: "2019 Q2", isCompleted: false },
  { kind: "Radio site", plans: 4, premises: 1_210, from: "2019 Q1", to: "2019 Q2", isCompleted: false },
  { kind: "Radio site", plans: 1, premises: 334, from: "2019 Q2", to: "2019 Q2", isCompleted: false },
  { kind: "Mesh", plans: 10, premises: 264, from: "2020 Q3", to: "2020 Q3", isCompleted: true },
  { kind: "Mesh", plans: 8, premises: 205, from: "2020 Q3", to: "2020 Q4", isCompleted: true },
  { kind: "Mesh", plans: 3, premises: 88, from: "2020 Q4", to: "2020 Q4", isCompleted: false },
  { kind: "Radio site", plans: 1, premises: 305, from: "2020 Q3", to: "2020 Q3", isCompleted: true },
  { kind: "Radio site", plans: 2, premises: 640, from: "2020 Q3", to: "2020 Q4", isCompleted: true },
  { kind: "Radio site", plans: 1, premises: 262, from: "2020 Q3", to: "2020 Q4", isCompleted: false },
];

const HEADER = [
  "Reporting Quarter",
  "NEP Reference",
  "Region",
  "Kind",
  "Premises",
  "Started Date",
  "Completed Date",
] as const;

/** The Network Enhancement Plan workbooks (SEC F7.21): Q1 and Q2 2019, Q3 and Q4 2020. */
export function networkEnhancementPlansWorkbooks(): SampleWorkbook[] {
  return [
    {
      fileName: "NEP Report Q1 and Q2 2019.xlsx",
      title: "DCC Network Enhancement Report, Q1 and Q2 2019",
      modified: "2019-08-09",
      sheets: [
        quarterSheet("2019 Q1", "2019 Q1", "9 August 2019"),
        quarterSheet("2019 Q2", "Q2 2019", "9 August 2019"),
      ],
    },
    {
      fileName: "NEP Report Q3 and Q4 2020.xls",
      title: "DCC Network Enhancement Report, Q3 and Q4 2020",
      modified: "2021-02-05",
      sheets: [
        quarterSheet("2020 Q3", "Jul-Sep 2020", "5 February 2021"),
        quarterSheet("2020 Q4", "Oct-Dec 2020", "5 February 2021"),
      ],
    },
  ];
}

interface SamplePlan {
  readonly group: PlanGroup;
  readonly reference: string;
  readonly region: string;
  readonly premises: number;
  readonly started: string;
  readonly completed: string | null;
}

/** Every plan, numbered in the order of its group. Mesh networks stand in Central and South. */
function plans(): SamplePlan[] {
  const random = new Random("network_enhancement_plans");
  let number = 100;
  return GROUPS.flatMap((group) =>
    shareOut(group.premises, Array.from({ length: group.plans }, () => random.between(1, 3))).map((premises) => {
      number++;
      return {
        group,
        reference: `NEP-${number}`,
        region: random.pick(group.kind === "Mesh" ? ["Central", "South"] : ["North", "Central", "South"]),
        premises,
        started: addDays(firstDay(group.from), random.whole(0, 60)),
        completed: group.isCompleted ? addDays(quarterEnd(group.to), -random.whole(0, 25)) : null,
      };
    })
  );
}

function firstDay(quarter: string): string {
  return `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3 - 2).padStart(2, "0")}-01`;
}

function quarterEnd(quarter: string): string {
  return lastDay(addMonths(firstDay(quarter).slice(0, 7), 2));
}

function quarterSheet(quarter: string, spelt: string, asAt: string): SampleSheet {
  const listed = plans().filter(({ group }) => group.from <= quarter && quarter <= group.to);
  const rows: SampleCell[][] = listed.map(({ group, reference, region, premises, started, completed }) => [
    spelt,
    reference,
    region,
    group.kind,
    premises,
    dayCell(started, "date cell"),
    // A plan completed in a later quarter is ongoing in this one's report.
    dayCell(group.to === quarter ? completed : null, "date cell"),
  ]);
  return {
    name: quarter,
    rows: dress({
      title: `Network Enhancement Plans - ${quarter}`,
      classification: "Green",
      asAt,
      header: [HEADER],
      headerRow: 5,
      rows,
      totals: ["Total", null, null, null, listed.reduce((sum, plan) => sum + plan.premises, 0), null, null],
      notes: ["Notes", "1. A blank Completed Date means that the plan is ongoing at the quarter's end."],
    }),
    widths: [18, 16, 10, 12, 10, 14, 15],
  };
}
