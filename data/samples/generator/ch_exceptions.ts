import { addDays, dayCell, lastDay, monthCell, type MonthSpelling } from "./calendar.ts";
import { dress } from "./furniture.ts";
import { Random } from "./random.ts";
import type { SampleCell, SampleSheet, SampleWorkbook } from "./sample_workbook.ts";
import { shareOut } from "./share_out.ts";
import { eui64 } from "./users.ts";

const REGIONS = ["North", "Central", "South"] as const;

/** The first two are S0's, the largest. The others are invented. */
const REASONS: readonly (readonly [reason: string, share: number])[] = [
  ["Communications Hubs where no incident has been raised for outage", 0.47],
  ["There were no, or incomplete address details provided by the Service User", 0.29],
  ["Communications Hub installed outside its expected coverage area", 0.11],
  ["Communications Hub awaiting a return notification", 0.08],
  ["Communications Hub status not confirmed", 0.05],
];

/** Exceptions standing at each month's end, by Region. June 2019 is S0's: over 50,000, growing in every Region. */
const STANDING: readonly { readonly month: string; readonly exceptions: readonly [number, number, number] }[] = [
  { month: "2019-04", exceptions: [2_204, 2_871, 2_016] },
  { month: "2019-05", exceptions: [6_310, 9_148, 6_722] },
  { month: "2019-06", exceptions: [14_206, 20_914, 15_266] },
];

const LATER: typeof STANDING = [
  { month: "2021-02", exceptions: [612, 540, 498] },
  { month: "2021-03", exceptions: [655, 521, 507] },
];

const HEADER = ["Reporting Month", "Device ID", "Region", "Exception Reason", "Raised Date"] as const;

/** The Communications Hub exceptions of the PMR (SEC H13): April to June 2019, February and March 2021. */
export function chExceptionsWorkbooks(): SampleWorkbook[] {
  return [
    {
      fileName: "CH Exceptions April to June 2019.xlsx",
      title: "Communications Hub exceptions, April to June 2019",
      modified: "2019-08-02",
      sheets: monthSheets(STANDING, "Jul-19", 6, "2 August 2019"),
    },
    {
      fileName: "CH Exceptions Feb-Mar 2021.xlsx",
      title: "Communications Hub exceptions, February and March 2021",
      modified: "2021-05-07",
      sheets: monthSheets(LATER, "July 2019", 5, "7 May 2021"),
    },
  ];
}

interface Raised {
  readonly device: number;
  readonly reason: string;
  readonly day: string;
}

/** An exception once raised stands in every later month of the run, as the published ones did: they only grew. */
function monthSheets(
  standing: typeof STANDING,
  spelling: MonthSpelling,
  headerRow: number,
  asAt: string,
): SampleSheet[] {
  const random = new Random(`ch_exceptions ${standing[0]!.month}`);
  const raised = REGIONS.map((): Raised[] => []);
  // Each Region has its own run of numbers, each run of months its own part of it: no Device has two exceptions.
  const next = REGIONS.map((_, region) =>
    (region + 1) * 2 ** 20 + (Number(standing[0]!.month.slice(2, 4)) - 18) * 2 ** 17
  );
  return standing.map(({ month, exceptions }) => {
    REGIONS.forEach((_, region) => {
      const list = raised[region]!;
      const added = exceptions[region]! - list.length;
      // A Region can also shrink: the oldest are closed first.
      if (added < 0) list.splice(0, -added);
      const reasons = shareOut(Math.max(added, 0), REASONS.map(([, share]) => share * random.between(0.95, 1.05)))
        .flatMap((part, index) => Array.from({ length: part }, () => REASONS[index]![0]));
      for (const reason of random.shuffle(reasons)) {
        next[region]! += random.whole(1, 2);
        list.push({ device: next[region]!, reason, day: addDays(lastDay(month), -random.whole(0, 29)) });
      }
    });
    const rows: SampleCell[][] = REGIONS.flatMap((name, region) =>
      raised[region]!.map(({ device, reason, day }) => [
        monthCell(month, spelling),
        eui64("90-B3-D5-1F-41", device),
        name,
        reason,
        dayCell(day, "14/08/2019"),
      ])
    );
    return {
      name: String(monthCell(month, "Jul-19")),
      rows: dress({
        title: `Communications Hub exceptions - ${monthCell(month, "July 2019")}`,
        classification: "Amber",
        asAt,
        header: [HEADER],
        headerRow,
        rows,
        notes: ["Notes", "1. An exception is listed in every month at whose end it stands."],
      }),
      widths: [17, 26, 10, 72, 14],
    };
  });
}
