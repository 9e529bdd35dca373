import { addDays, dayCell, lastDay, monthCell, type MonthSpelling } from "./calendar.ts";
import { dress } from "./furniture.ts";
import { Random } from "./random.ts";
import type { SampleCell, SampleSheet, SampleWorkbook } from "./sample_workbook.ts";

/** An Incident's whole life; each month's extract shows what was known when it was made. */
interface SampleIncident {
  readonly reference: string;
  readonly rdp: string;
  readonly category: number;
  readonly cause: string;
  readonly opened: string;
  readonly resolved: string | null;
  readonly closed: string | null;
}

/** So many Incidents opened in one month and resolved in another (null: not by the last extract). */
interface IncidentGroup {
  readonly count: number;
  readonly opened: string;
  readonly resolved: string | null;
  /** The days of the month an Incident can be resolved on, where a later extract must not know of it yet. */
  readonly resolvedDays?: readonly [from: number, to: number];
  /** How many of them were caused by customer education. */
  readonly education: number;
}

/**
 * S0, July 2019: 10 resolved, none outstanding (3 carried in, 7 opened). S4, April 2021: 14 carried in, 22 opened, 25
 * resolved, 11 open, 8 of them closed since the report was issued; about half of those opened were customer education.
 */
const GROUPS: readonly IncidentGroup[] = [
  { count: 5, opened: "2019-06", resolved: "2019-06", education: 1 },
  { count: 3, opened: "2019-06", resolved: "2019-07", education: 1 },
  { count: 7, opened: "2019-07", resolved: "2019-07", education: 2 },
  { count: 6, opened: "2021-02", resolved: "2021-03", education: 2 },
  { count: 4, opened: "2021-02", resolved: "2021-04", education: 1 },
  { count: 8, opened: "2021-03", resolved: "2021-03", education: 3 },
  { count: 9, opened: "2021-03", resolved: "2021-04", education: 3 },
  { count: 1, opened: "2021-03", resolved: null, education: 0 },
  { count: 12, opened: "2021-04", resolved: "2021-04", education: 6 },
  { count: 8, opened: "2021-04", resolved: "2021-05", resolvedDays: [15, 19], education: 4 },
  { count: 2, opened: "2021-04", resolved: null, education: 1 },
];

const CAUSES = [
  "RDP file format",
  "RDP connectivity",
  "Registration data mismatch",
  "DCC Gateway configuration",
] as const;

const HEADER = [
  "Reporting Month",
  "Incident Reference",
  "RDP",
  "Category",
  "Cause",
  "Opened Date",
  "Resolved Date",
  "Closed Date",
] as const;

/** The RDP Incident workbooks (SEC Appendix AG 2.5.10): June and July 2019, March and April 2021. */
export function rdpIncidentsWorkbooks(): SampleWorkbook[] {
  return [
    {
      fileName: "RDP Incident Report June and July 2019.xlsx",
      title: "RDP Incident Report, June and July 2019",
      modified: "2019-08-16",
      sheets: [
        monthSheet("2019-06", "Jul-19", "2019-07-16", "16 July 2019"),
        monthSheet("2019-07", "Jul-19", "2019-08-16", "16 August 2019"),
      ],
    },
    {
      fileName: "RDP Incident Report March 2021.xlsx",
      title: "RDP Incident Report, March 2021",
      modified: "2021-04-14",
      sheets: [monthSheet("2021-03", "July 2019", "2021-04-14", "14 April 2021")],
    },
    {
      fileName: "RDP Incident Report April 2021.xlsx",
      title: "RDP Incident Report, April 2021, with closures since it was issued",
      modified: "2021-05-20",
      sheets: [monthSheet("2021-04", "date cell", "2021-05-20", "20 May 2021")],
    },
  ];
}

function incidents(): SampleIncident[] {
  const random = new Random("rdp_incidents");
  let number = 0;
  return GROUPS.flatMap(({ count, opened, resolved, resolvedDays, education }) =>
    Array.from({ length: count }, (_, index) => {
      number += random.whole(1, 9_000);
      // Resolved later in a month than it was opened, where both are in the same one.
      const openedOn = `${opened}-${String(random.whole(1, opened === resolved ? 14 : 26)).padStart(2, "0")}`;
      const [from, to] = resolvedDays ?? (opened === resolved ? [15, 29] : [1, 29]);
      const resolvedOn = resolved === null ? null : `${resolved}-${String(random.whole(from, to)).padStart(2, "0")}`;
      return {
        // Nine first: far from any Incident the papers cite.
        reference: `INC9000${String(number).padStart(8, "0")}`,
        rdp: `RDP ${String(random.whole(1, 14)).padStart(2, "0")}`,
        category: random.pick([2, 3, 3, 3, 4, 4, 5]),
        cause: index < education ? "Customer education" : random.pick(CAUSES),
        opened: openedOn,
        resolved: resolvedOn,
        closed: resolvedOn === null ? null : addDays(resolvedOn, random.whole(0, 3)),
      };
    })
  );
}

/** The Incidents a month's report lists: opened by its end, not resolved before it. Later events only up to `knownOn`. */
function monthSheet(month: string, spelling: MonthSpelling, knownOn: string, asAt: string): SampleSheet {
  const known = (day: string | null): string | null => day !== null && day <= knownOn ? day : null;
  const listed = incidents()
    .filter(({ opened, resolved }) => opened <= lastDay(month) && (resolved === null || resolved >= `${month}-01`))
    .sort((one, other) => one.opened < other.opened ? -1 : one.opened > other.opened ? 1 : 0);
  const rows: SampleCell[][] = listed.map(({ reference, rdp, category, cause, opened, resolved, closed }) => [
    monthCell(month, spelling),
    reference,
    rdp,
    category,
    cause,
    dayCell(opened, "date cell"),
    dayCell(known(resolved), "date cell"),
    dayCell(known(closed), "date cell"),
  ]);
  return {
    name: String(monthCell(month, "Jul-19")),
    rows: dress({
      title: `RDP Incident Report - ${monthCell(month, "July 2019")}`,
      classification: "Amber",
      asAt,
      header: [HEADER],
      headerRow: 5,
      rows,
      notes: ["Notes", "1. Incidents open in the month: opened by its end and not resolved before it."],
    }),
    widths: [17, 20, 10, 10, 28, 14, 14, 14],
  };
}
