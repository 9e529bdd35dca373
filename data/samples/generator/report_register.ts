import { addDays, addMonths, dayCell, monthCell, monthsBetween } from "./calendar.ts";
import { contents, cover, dress } from "./furniture.ts";
import type { SampleSheet, SampleWorkbook } from "./sample_workbook.ts";

/** One line of the register. A report is named as the catalogue names it, or by its number. */
interface RegisterLine {
  readonly report: string;
  /** `yyyy-mm`, or `yyyy Qn`. */
  readonly period: string;
  /** `yyyy-mm-dd`; null: not published. */
  readonly published: string | null;
  readonly reason?: string;
}

const PMR = "Performance Measurement Report (PMR)";
const RETURNS = "DCC Responsible Communications Hub (CH) Returns";
const NEP = "Network Enhancement Plans (NEP)";
const RDP = "RDP Incident Report";
const CSR = "CSR Forecast Variance";
const SR = "Service Request (SR) Variance and Metrics";
const PROBLEMS = "Quarterly Problem Report";
const RED = "Post Commissioning Information (RED)";
const IN_MONTH = "In Month Post Commissioning";

const DEVICE_HISTORY = "Not published due to technical issues related to INC000000439813 and INC000000452354";

/** When each month's PMR was published, from December 2018. Due on the 25th Working Day after the month's end. */
const PMR_PUBLISHED = [
  "2019-02-01",
  "2019-03-04",
  "2019-04-03",
  "2019-05-09", // March 2019: due on 8 May, one Working Day late
  "2019-06-04",
  "2019-07-02",
  "2019-08-02", // June 2019: due that day
  "2019-09-04",
  "2019-10-02",
  "2019-11-01",
  "2019-12-03",
  "2020-01-08", // November 2019: due that day, after Christmas
  "2020-02-03",
  "2020-03-05",
  "2020-04-03",
  "2020-05-07",
  "2020-06-08", // April 2020: due that day, the one-off holiday of 8 May 2020 being among its 25 days
  "2020-07-03",
  "2020-08-04",
  "2020-09-03",
  "2020-10-02",
  "2020-11-03",
  "2020-12-02",
  "2021-01-05",
  "2021-02-03",
  "2021-03-03",
  "2021-04-01",
  "2021-05-10", // March 2021: due that day
] as const;

/** When the variance reports were published, where not on the usual day. Due on the 10th Working Day. */
const CSR_PUBLISHED: Readonly<Record<string, string>> = {
  "2019-07": "2019-08-14", // S0: on time; due that day
  "2020-03": "2020-04-15", // the usual day is Easter Monday
  "2021-04": "2021-05-14",
};
const SR_PUBLISHED: Readonly<Record<string, string>> = {
  "2019-04": "2019-05-17", // due on 15 May
  "2019-07": "2019-08-19", // S0: late
  "2020-03": "2020-04-15",
  "2021-04": "2021-05-17", // due that day
};

/** The first weekday from the 11th of the next month: on time in every month, holidays or not. */
function usualDay(period: string): string {
  const day = `${addMonths(period, 1)}-11`;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

const LINES: readonly RegisterLine[] = [
  // S1: the variance reports of January 2018 were published on 14/02/2018, the 10th Working Day exactly.
  { report: CSR, period: "2018-01", published: "2018-02-14" },
  { report: SR, period: "2018-01", published: "2018-02-14" },
  ...monthsBetween("2018-12", "2021-03").map((period, index): RegisterLine => ({
    report: index % 4 === 3 ? "1" : PMR,
    period,
    published: PMR_PUBLISHED[index]!,
  })),
  ...monthsBetween("2018-12", "2021-04").flatMap((period, index): RegisterLine[] => [
    { report: index % 5 === 4 ? "5" : CSR, period, published: CSR_PUBLISHED[period] ?? usualDay(period) },
    { report: index % 5 === 4 ? "6" : SR, period, published: SR_PUBLISHED[period] ?? usualDay(period) },
  ]),
  { report: RED, period: "2018-12", published: "2019-01-18" },
  { report: IN_MONTH, period: "2018-12", published: "2019-01-18" },
  { report: RED, period: "2019-01", published: "2019-02-15" },
  { report: IN_MONTH, period: "2019-01", published: "2019-02-15" },
  // S0: February to June 2019 were not published.
  ...monthsBetween("2019-02", "2019-06").flatMap((period): RegisterLine[] => [
    { report: RED, period, published: null, reason: DEVICE_HISTORY },
    { report: IN_MONTH, period, published: null, reason: DEVICE_HISTORY },
  ]),
  { report: RED, period: "2019-07", published: "2019-08-16" },
  { report: IN_MONTH, period: "2019-07", published: "2019-08-16" },
  { report: RDP, period: "2019-04", published: "2019-05-16" },
  { report: RDP, period: "2019-05", published: "2019-06-14" },
  { report: RDP, period: "2019-06", published: "2019-07-16" },
  { report: RDP, period: "2019-07", published: "2019-08-16" },
  ...["2019 Q1", "2019 Q2"].flatMap((period, index): RegisterLine[] => [
    { report: RETURNS, period, published: index === 0 ? "2019-05-20" : "2019-08-12" },
    { report: NEP, period, published: index === 0 ? "2019-05-17" : "2019-08-09" },
    { report: PROBLEMS, period, published: index === 0 ? "2019-04-26" : "2019-07-26" },
  ]),
  ...["2020 Q2", "2020 Q3", "2020 Q4", "2021 Q1"].flatMap((period, index): RegisterLine[] => {
    const published = ["2020-08-07", "2020-11-06", "2021-02-05", "2021-05-07"][index]!;
    return [
      { report: "2", period, published },
      { report: PROBLEMS, period, published },
      // SEC F7.21 asks for quarters that end before 1 January 2021.
      ...(period.startsWith("2020") ? [{ report: NEP, period, published }] : []),
    ];
  }),
  ...["2021-03", "2021-04"].flatMap((period): RegisterLine[] => [
    { report: "4", period, published: `${addMonths(period, 1)}-14` },
    { report: "8", period, published: `${addMonths(period, 1)}-13` },
    { report: "9", period, published: `${addMonths(period, 1)}-13` },
  ]),
];

const SHORT: Readonly<Record<string, string>> = {
  [PMR]: "PMR",
  "1": "PMR",
  [RETURNS]: "CHR",
  "2": "CHR",
  [NEP]: "NEP",
  [RDP]: "RDP",
  "4": "RDP",
  [CSR]: "CSR",
  "5": "CSR",
  [SR]: "SR",
  "6": "SR",
  [PROBLEMS]: "PRB",
  [RED]: "PCI",
  "8": "PCI",
  [IN_MONTH]: "IPC",
  "9": "IPC",
};

/** The register of every report: when it was published, or why not, and where it is stored. */
export function reportRegisterWorkbooks(): SampleWorkbook[] {
  const years = ["2018", "2019", "2020", "2021"];
  return [{
    fileName: "DCC Report Register.xlsx",
    title: "Register of DCC reports to the SEC Panel",
    modified: "2021-05-17",
    sheets: [
      cover("Register of DCC reports to the SEC Panel", "White", ["One sheet a year of reporting period"]),
      contents(years.map((year) => [year, `Reports for periods in ${year}`] as const)),
      ...years.map(yearSheet),
    ],
  }];
}

function yearSheet(year: string): SampleSheet {
  const lines = LINES.filter(({ period }) => period.startsWith(year));
  return {
    name: year,
    rows: dress({
      title: `DCC reports to the SEC Panel: periods in ${year}`,
      classification: "White",
      asAt: "17 May 2021",
      header: [["Report", "Period", "Published Date", "Reference", "Stored At", "Reason Not Published"]],
      headerRow: 5,
      rows: lines.map(({ report, period, published, reason }) => {
        const short = SHORT[report]!;
        const isQuarter = period.includes("Q");
        return [
          report,
          isQuarter ? quarterText(period, report) : monthCell(period, report === PMR ? "Jul-19" : "July 2019"),
          dayCell(published, year === "2018" ? "14/08/2019" : "date cell"),
          published === null ? null : `SAMPLE-${short}-${period.replace(" ", "-")}`,
          published === null ? null : `Sample library/${period.slice(0, 4)}/${short}/${period.replace(" ", "-")}`,
          reason ?? null,
        ];
      }),
      notes: ["Notes", "1. A blank Published Date means that the report was not published; the reason is given."],
    }),
    widths: [46, 14, 16, 20, 36, 84],
  };
}

/** `2019 Q2`, or `Q2 2019` for the reports whose authors write it so. */
function quarterText(period: string, report: string): string {
  const [year, quarter] = period.split(" ");
  return report === PROBLEMS ? `${quarter} ${year}` : period;
}
