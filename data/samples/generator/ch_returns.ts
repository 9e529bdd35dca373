import { addDays, addMonths, dayCell, lastDay } from "./calendar.ts";
import { cover, dress } from "./furniture.ts";
import { Random } from "./random.ts";
import type { SampleCell, SampleSheet, SampleWorkbook } from "./sample_workbook.ts";
import { shareOut } from "./share_out.ts";
import { eui64 } from "./users.ts";

const REGIONS = ["North", "Central", "South"] as const;

const FAULTS = [
  "Aerial",
  "Damaged case",
  "Damaged connector",
  "Environmental",
  "Missing seals",
  "LED",
  "Manufacturing",
  "SM HAN",
  "SM WAN",
] as const;

const NO_FAULTS = [
  "Dual-supplier HAN variant",
  "General",
  "Lost or stolen",
  "Non-domestic opt-out",
  "SM WAN variant",
] as const;

/** A quarter's records: closed by attribution, each a Region, and in triage at its end. */
interface QuarterPlan {
  /** `2021 Q1`. */
  readonly quarter: string;
  readonly noFaultFound: number;
  readonly faultFound: number;
  readonly inTriage: number;
}

/**
 * Q1 2021 is S4's: 12,902 records closed, 10,716 No Fault Found and 2,186 Fault Found. In Q2 2019, as S0 says, no
 * returned Communications Hub has been through triage. The other quarters are invented, for the trend.
 */
const IN_TRIAGE: QuarterPlan = { quarter: "2019 Q2", noFaultFound: 0, faultFound: 0, inTriage: 214 };
const CLOSED: readonly QuarterPlan[] = [
  { quarter: "2020 Q2", noFaultFound: 1_104, faultFound: 286, inTriage: 0 },
  { quarter: "2020 Q3", noFaultFound: 2_387, faultFound: 611, inTriage: 0 },
  { quarter: "2020 Q4", noFaultFound: 4_940, faultFound: 1_173, inTriage: 0 },
  { quarter: "2021 Q1", noFaultFound: 10_716, faultFound: 2_186, inTriage: 1_318 },
];

/** The Regions' shares of a quarter's returns: unlike, as the Operations Group noted in S4. */
const SHARES: Readonly<Record<(typeof REGIONS)[number], number>> = { North: 0.46, Central: 0.33, South: 0.21 };

const HEADER = [
  "Device ID",
  "Region",
  "Returned Date",
  "Closed Date",
  "Return Reason",
  "Return Stage",
  "Attribution",
] as const;

/** The Communications Hub returns workbooks (SEC F9.15): Q2 2019, and Q2 2020 to Q1 2021. */
export function chReturnsWorkbooks(): SampleWorkbook[] {
  return [
    {
      fileName: "CH Returns Q2 2019.xlsx",
      title: "DCC Responsible Communications Hub Returns Report, Q2 2019",
      modified: "2019-08-12",
      sheets: [quarterSheet(IN_TRIAGE, 6, "12 August 2019")],
    },
    {
      fileName: "CH Returns Q2 2020 to Q1 2021.xlsx",
      title: "DCC Responsible Communications Hub Returns Report, Q1 2021 and the quarters before",
      modified: "2021-05-07",
      sheets: [
        cover("DCC Responsible Communications Hub Returns Report", "Amber", [
          "One sheet a quarter of Closed Date",
          "No Fault Found: Service User responsibility. Fault Found: DCC responsibility",
        ]),
        ...CLOSED.map((plan) => quarterSheet(plan, 5, "7 May 2021")),
      ],
    },
  ];
}

function quarterSheet(plan: QuarterPlan, headerRow: number, asAt: string): SampleSheet {
  const random = new Random(`ch_returns ${plan.quarter}`);
  const [year, quarter] = plan.quarter.split(" ");
  const firstMonth = `${year}-${String(Number(quarter!.slice(1)) * 3 - 2).padStart(2, "0")}`;
  const first = `${firstMonth}-01`;
  const last = lastDay(addMonths(firstMonth, 2));
  const days = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);
  const shares = REGIONS.map((region) => SHARES[region] * random.between(0.9, 1.1));
  const fates = [
    ...regionsOf(plan.noFaultFound, shares).map((region) => ({ region, attribution: "No Fault Found" })),
    ...regionsOf(plan.faultFound, shares).map((region) => ({ region, attribution: "Fault Found" })),
    ...regionsOf(plan.inTriage, shares).map((region) => ({ region, attribution: null })),
  ];
  // Devices are numbered by quarter, so that no Device is returned twice.
  let device = ((Number(year) - 2018) * 4 + Number(quarter!.slice(1))) * 65_536;
  const rows: SampleCell[][] = random.shuffle(fates).map(({ region, attribution }) => {
    device += random.whole(1, 4);
    const closed = attribution === null ? null : addDays(first, random.whole(0, days));
    const returned = closed === null ? addDays(first, random.whole(0, days)) : addDays(closed, -random.whole(14, 160));
    const reason = attribution === "Fault Found"
      ? random.pick(FAULTS)
      : attribution === "No Fault Found"
      ? random.pick(NO_FAULTS)
      : random.pick([...FAULTS, ...NO_FAULTS]);
    return [
      eui64("90-B3-D5-1F-40", device),
      region,
      dayCell(returned, "date cell"),
      dayCell(closed, "date cell"),
      reason,
      random.chance(0.38) ? "Prior to Installation" : "Post Installation",
      attribution,
    ];
  });
  return {
    name: plan.quarter,
    rows: dress({
      title: `DCC Responsible Communications Hub Returns - ${plan.quarter}`,
      classification: "Amber",
      asAt,
      header: [HEADER],
      headerRow,
      rows,
      notes: ["Notes", "1. A blank Closed Date and Attribution mean that the Communications Hub is still in triage."],
    }),
    widths: [26, 10, 15, 15, 26, 22, 18],
  };
}

function regionsOf(count: number, shares: readonly number[]): (typeof REGIONS)[number][] {
  return shareOut(count, shares).flatMap((part, index) => Array.from({ length: part }, () => REGIONS[index]!));
}
