import { addDays, dayCell, monthCell } from "./calendar.ts";
import { dress } from "./furniture.ts";
import { Random } from "./random.ts";
import type { SampleCell, SampleWorkbook } from "./sample_workbook.ts";
import { eui64 } from "./users.ts";

/** The variants a Region installs: invented names. */
const VARIANTS = {
  North: ["Standard", "High gain"],
  Central: ["Cellular", "Cellular and Mesh"],
  South: ["Cellular", "Cellular and Mesh"],
} as const;

/** Installations and incorrect variants by Region. As in S0, variants are wrong in Central and South only. */
const MONTHS: readonly {
  readonly month: string;
  readonly installed: Readonly<Record<keyof typeof VARIANTS, number>>;
  readonly incorrect: Readonly<Record<keyof typeof VARIANTS, number>>;
}[] = [
  {
    month: "2019-05",
    installed: { North: 410, Central: 520, South: 390 },
    incorrect: { North: 0, Central: 31, South: 19 },
  },
  {
    month: "2019-06",
    installed: { North: 436, Central: 548, South: 402 },
    incorrect: { North: 0, Central: 37, South: 22 },
  },
  {
    month: "2021-03",
    installed: { North: 380, Central: 460, South: 350 },
    incorrect: { North: 0, Central: 6, South: 4 },
  },
];

const HEADER = [
  "Reporting Month",
  "Device ID",
  "Region",
  "Installing Party",
  "Expected Variant",
  "Installed Variant",
  "Installed Date",
] as const;

/** The Communications Hub installations of the PMR (SEC H13), as one CSV: May and June 2019, March 2021. */
export function chInstallationsWorkbooks(): SampleWorkbook[] {
  const rows: SampleCell[][] = [];
  for (const { month, installed, incorrect } of MONTHS) {
    const random = new Random(`ch_installations ${month}`);
    let device = (Number(month.replace("-", "")) - 201_800) * 8_192;
    for (const region of ["North", "Central", "South"] as const) {
      const isIncorrect = random.shuffle(
        Array.from({ length: installed[region] }, (_, index) => index < incorrect[region]),
      );
      for (const wrong of isIncorrect) {
        device += random.whole(1, 3);
        const variants = VARIANTS[region];
        const expected = random.whole(0, 1);
        rows.push([
          monthCell(month, "07/2019"),
          eui64("90-B3-D5-1F-42", device),
          region,
          `Synthetic Supplier ${String(random.whole(1, 9)).padStart(2, "0")}`,
          variants[expected]!,
          variants[wrong ? 1 - expected : expected]!,
          dayCell(addDays(`${month}-01`, random.whole(0, 27)), "14 Aug 2019"),
        ]);
      }
    }
  }
  return [{
    fileName: "CH_Installations_2019-05_2019-06_2021-03.csv",
    title: "Communications Hub installations",
    modified: "2021-05-07",
    sheets: [{
      name: "CH Installations",
      rows: dress({
        title: "Communications Hub variants: expected and installed",
        classification: "Amber",
        asAt: "7 May 2021",
        header: [HEADER],
        headerRow: 4,
        rows,
        notes: ["Notes", "1. An installation is incorrect when the Installed Variant is not the Expected Variant."],
      }),
    }],
  }];
}
