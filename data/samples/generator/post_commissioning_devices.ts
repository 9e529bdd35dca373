import { addDays, dayCell, lastDay, monthCell } from "./calendar.ts";
import { cover, dress } from "./furniture.ts";
import { Random } from "./random.ts";
import type { SampleCell, SampleSheet, SampleWorkbook } from "./sample_workbook.ts";
import { eui64, sampleUsers } from "./users.ts";

const TYPES = ["ESME", "ESME", "ESME", "GSME", "GSME", "GPF", "CHF", "HCALCS", "PPMID"] as const;

/** A month listed: how many Devices leave the one before, and how many are new. */
interface MonthPlan {
  readonly month: string;
  readonly removed: number;
  readonly added: number;
  /** Share of the new Devices that are complete: listed, counted in no criterion. */
  readonly complete: number;
}

const MONTHS: readonly MonthPlan[] = [
  { month: "2018-12", removed: 0, added: 640, complete: 0.3 },
  { month: "2019-01", removed: 110, added: 190, complete: 0.3 },
  { month: "2019-07", removed: 420, added: 760, complete: 0.3 },
];

const LATER: readonly MonthPlan[] = [
  { month: "2021-03", removed: 0, added: 980, complete: 0.4 },
  { month: "2021-04", removed: 260, added: 310, complete: 0.4 },
];

const HEADER = [
  "Period End",
  "Device ID",
  "Device Type",
  "User ID",
  "Commissioned Date",
  "DCC Interrogation",
  "Recovery Cell Populated",
  "Issue Security Credentials",
  "Update Security Credentials (Device)",
  "Update Security Credentials (KRP)",
] as const;

/**
 * The Post Commissioning workbooks (SEC Appendix AC 5.8): December 2018, January and July 2019, March and April 2021.
 * February to June 2019 were never published (S0).
 */
export function postCommissioningDevicesWorkbooks(): SampleWorkbook[] {
  const [december, january, july] = monthSheets(MONTHS, "Yes", "No");
  return [
    {
      fileName: "Post Commissioning Information Dec 2018 and Jan 2019.xlsx",
      title: "Post Commissioning Information, December 2018 and January 2019",
      modified: "2019-02-15",
      sheets: [december!, january!],
    },
    {
      fileName: "Post Commissioning Information July 2019.xlsx",
      title: "Post Commissioning Information, July 2019",
      modified: "2019-08-16",
      sheets: [
        cover("Post Commissioning Information Report", "Red", [
          "Period end: 31 July 2019",
          "February to June 2019 were not published: INC000000439813 and INC000000452354",
        ]),
        july!,
      ],
    },
    {
      fileName: "Post Commissioning Information Mar-Apr 2021.xlsx",
      title: "Post Commissioning Information, March and April 2021",
      modified: "2021-05-13",
      sheets: monthSheets(LATER, "TRUE", "FALSE"),
    },
  ];
}

interface SampleDevice {
  readonly device: number;
  readonly type: string;
  readonly user: string;
  readonly commissioned: string;
  readonly done: readonly [interrogated: boolean, recovery: boolean, issue: number, device: number, krp: number];
}

function monthSheets(plans: readonly MonthPlan[], yes: string, no: string): SampleSheet[] {
  const random = new Random(`post_commissioning_devices ${plans[0]!.month}`);
  const users = sampleUsers(24);
  let listed: SampleDevice[] = [];
  let number = (Number(plans[0]!.month.slice(0, 4)) - 2017) * 2 ** 20;
  return plans.map(({ month, removed, added, complete }) => {
    const end = lastDay(month);
    listed = random.shuffle(listed).slice(removed);
    for (let index = 0; index < added; index++) {
      number += random.whole(1, 40);
      // The first two are the boundary: seven days before the end is not yet "more than seven days".
      const age = index < 2 ? 7 + index : random.whole(0, 120);
      listed.push({
        device: number,
        type: random.pick(TYPES),
        user: random.pick(users).id,
        commissioned: addDays(end, -age),
        done: random.chance(complete) ? [true, true, 2, 2, 3] : [
          random.chance(0.7),
          random.chance(0.6),
          random.whole(0, 3),
          random.whole(0, 3),
          random.whole(0, 3),
        ],
      });
    }
    const rows: SampleCell[][] = [...listed].sort((one, other) => one.device - other.device).map((one) => [
      dayCell(end, "date cell"),
      eui64("90-B3-D5-1F-50", one.device),
      one.type,
      one.user,
      dayCell(one.commissioned, "date cell"),
      one.done[0] ? yes : no,
      one.done[1] ? yes : no,
      one.done[2],
      one.done[3],
      one.done[4],
    ]);
    return {
      name: String(monthCell(month, "Jul-19")),
      rows: dress({
        title: `Post Commissioning Information - ${monthCell(month, "July 2019")}`,
        classification: "Red. SEC Panel only",
        asAt: String(dayCell(end, "14 Aug 2019")),
        header: [HEADER],
        headerRow: 6,
        rows,
        notes: ["Notes", "1. Devices listed at the period's end, complete or not."],
      }),
      widths: [13, 26, 12, 26, 19, 18, 24, 26, 36, 33],
    };
  });
}
