import { monthCell, monthsBetween, type MonthSpelling } from "./calendar.ts";
import { contents, cover, dress } from "./furniture.ts";
import { Random } from "./random.ts";
import type { SampleCell, SampleSheet, SampleWorkbook } from "./sample_workbook.ts";

const FIRST_MONTH = "2018-12";
const LAST_MONTH = "2021-03";
const MONTHS = monthsBetween(FIRST_MONTH, LAST_MONTH);

/** A measure at a provider and Region. Levels and figures are in hundredths of a percent, so they are exact. */
interface SampleMeasure {
  readonly code: string;
  readonly name: string;
  readonly provider: "DCC" | "DSP" | "CSP";
  readonly region: "National" | "North" | "Central" | "South";
  readonly target: number;
  readonly minimum: number;
  /** About how many things are counted a month, from and to. */
  readonly volume: readonly [number, number];
  /** The published or chosen figures, a month each from December 2018. Absent: at or above target in every month … */
  readonly achieved?: readonly number[];
  /** … but these. */
  readonly missed?: Readonly<Record<string, number>>;
}

// The months of each list: December 2018; 2019; 2020; January to March 2021.
// deno-fmt-ignore
const CPM1 = [ // S4: below Target in 27 of 28 months, 21 running; S0: June 2019 met
  9784,
  9712, 9658, 9740, 9803, 9846, 9912, 9891, 9852, 9834, 9796, 9761, 9805,
  9788, 9821, 9694, 9612, 9702, 9737, 9775, 9810, 9755, 9719, 9683, 9651,
  9672, 9624, 9571,
];
// deno-fmt-ignore
const PM2_NORTH = [ // S0: below Target in June 2019; S4: below Minimum up to March 2021
  9680,
  9710, 9642, 9690, 9763, 9791, 9835, 9802, 9711, 9640, 9520, 9480, 9410,
  9360, 9390, 9270, 9140, 9220, 9290, 9350, 9400, 9310, 9260, 9200, 9150,
  9190, 9120, 9060,
];
// deno-fmt-ignore
const PM2_CENTRAL = [ // S0: below Minimum for the six months before June 2019, then below Target
  9120,
  9240, 9302, 9411, 9489, 9563, 9742, 9824, 9881, 9914, 9923, 9918, 9931,
  9927, 9916, 9862, 9905, 9921, 9933, 9940, 9938, 9929, 9917, 9925, 9930,
  9934, 9928, 9921,
];
// deno-fmt-ignore
const PM2_SOUTH = [ // as Central
  9083,
  9171, 9254, 9380, 9463, 9531, 9718, 9806, 9873, 9907, 9919, 9924, 9928,
  9920, 9913, 9855, 9902, 9917, 9926, 9935, 9931, 9923, 9911, 9920, 9927,
  9932, 9925, 9918,
];

/** Levels are unverified (domain notes): the workbooks carry them, the project's reference data dates them. */
const MEASURES: readonly SampleMeasure[] = [
  {
    code: "CPM1",
    name: "On-Demand Service Responses delivered within the Target Response Time",
    provider: "DCC",
    region: "National",
    target: 9900,
    minimum: 9600,
    volume: [4_000_000, 9_000_000],
    achieved: CPM1,
  },
  {
    code: "CPM2",
    name: "Future-Dated Service Responses delivered within the Target Response Time",
    provider: "DCC",
    region: "National",
    target: 9900,
    minimum: 9600,
    volume: [900_000, 2_500_000],
  },
  {
    code: "CPM3",
    name: "Alerts delivered within the Target Response Time",
    provider: "DCC",
    region: "National",
    target: 9900,
    minimum: 9600,
    volume: [2_000_000, 6_000_000],
    missed: { "2019-04": 9873, "2020-03": 9812, "2020-04": 9846 },
  },
  {
    code: "CPM4",
    name: "Category 1 and 2 Incidents resolved within the Target Resolution Time",
    provider: "DCC",
    region: "National",
    target: 10000,
    minimum: 8500,
    volume: [2, 9],
  },
  {
    code: "CPM5",
    name: "Category 3, 4 and 5 Incidents resolved within the Target Resolution Time",
    provider: "DCC",
    region: "National",
    target: 9000,
    minimum: 8000,
    volume: [700, 1_400],
    missed: { "2019-02": 8812, "2019-12": 8940, "2020-05": 8655 },
  },
  {
    code: "CPM6",
    name: "Self-Service Interface availability",
    provider: "DCC",
    region: "National",
    target: 9950,
    minimum: 9800,
    volume: [40_320, 44_640],
    missed: { "2019-01": 9917, "2020-10": 9781 },
  },
  {
    code: "CPM7",
    name: "Certificates delivered within the Target Response Time",
    provider: "DCC",
    region: "National",
    target: 9900,
    minimum: 9600,
    volume: [2_500_000, 4_000_000],
  },
  {
    code: "CPM8",
    name: "Documents stored on the SMKI Repository within the Target Response Time",
    provider: "DCC",
    region: "National",
    target: 9900,
    minimum: 9600,
    volume: [80_000, 150_000],
  },
  {
    // The same code as the CSPs' measure: only with its provider does a code name one measure.
    code: "PM2",
    name: "DSP measure 2 (sample)",
    provider: "DSP",
    region: "National",
    target: 9900,
    minimum: 9600,
    volume: [1_000_000, 3_000_000],
  },
  ...([["North", PM2_NORTH], ["Central", PM2_CENTRAL], ["South", PM2_SOUTH]] as const).map((
    [region, achieved],
  ): SampleMeasure => ({
    code: "PM2",
    name: "Category 1 Firmware Payloads completed within the Target Response Time",
    provider: "CSP",
    region,
    target: 9900,
    minimum: 9600,
    volume: [30_000, 90_000],
    achieved,
  })),
  ...(["North", "Central", "South"] as const).map((region): SampleMeasure => ({
    code: "PM3.2",
    name:
      "Percentage of Category 3 Alerts delivered to the DCC WAN Gateway Interface within the relevant Target Response Time",
    provider: "CSP",
    region,
    target: 9900,
    minimum: 9600,
    volume: [300_000, 800_000],
    // S0: North 96.60% in June 2019, below Target for the second month in a row.
    missed: region === "North" ? { "2019-05": 9735, "2019-06": 9660 } : {},
  })),
];

const HEADER = [
  "Reporting Month",
  "Measure",
  "Measure Name",
  "Provider",
  "Region",
  "Within Target",
  "Total",
  "Achieved %",
  "Target Service Level %",
  "Minimum Service Level %",
] as const;

const NOTES = [
  "Notes",
  "1. TRT: Target Response Time. Regions are those of the Communications Service Providers; CPMs are national.",
  "2. Achieved % is Within Target over Total, to two decimals.",
];

/** How a sheet shows a percentage: a fraction with a percent format, percentage points as text, or as a number. */
type PercentSpelling = "percent format" | "text" | "points";

/** The Performance Measurement Report workbooks (SEC H13.1, L8.6): December 2018 to March 2021, 28 months. */
export function performanceMeasuresWorkbooks(): SampleWorkbook[] {
  return [
    {
      fileName: "DCC PMR December 2018 to May 2019.xlsx",
      title: "DCC Performance Measurement Report, December 2018 to May 2019",
      modified: "2019-07-02",
      sheets: [
        cover("DCC Performance Measurement Report", "White", [
          "December 2018 to May 2019",
          "SEC Sections H13.1 and L8.6",
        ]),
        contents([["2018", "Performance Measures, December 2018"], [
          "2019",
          "Performance Measures, January to May 2019",
        ]]),
        measuresSheet("2018", monthsBetween("2018-12", "2018-12"), "date cell", "percent format", 6, "2 July 2019"),
        measuresSheet("2019", monthsBetween("2019-01", "2019-05"), "date cell", "percent format", 6, "2 July 2019"),
      ],
    },
    {
      fileName: "DCC PMR June 2019.xlsx",
      title: "DCC Performance Measurement Report, June 2019",
      modified: "2019-08-02",
      sheets: [
        cover("DCC Performance Measurement Report", "White", ["June 2019", "SEC Sections H13.1 and L8.6"]),
        measuresSheet("Performance Measures", ["2019-06"], "July 2019", "percent format", 7, "2 August 2019"),
      ],
    },
    {
      fileName: "DCC PMR July 2019 to December 2020.xls",
      title: "DCC Performance Measurement Report, July 2019 to December 2020",
      modified: "2021-02-01",
      sheets: [
        measuresSheet("2019", monthsBetween("2019-07", "2019-12"), "Jul-19", "text", 5, "1 February 2021"),
        measuresSheet("2020", monthsBetween("2020-01", "2020-12"), "Jul-19", "text", 5, "1 February 2021"),
      ],
    },
    {
      fileName: "DCC_PMR_2021-01_to_2021-03.ods",
      title: "DCC Performance Measurement Report, January to March 2021",
      modified: "2021-05-07",
      sheets: [measuresSheet("2021", monthsBetween("2021-01", "2021-03"), "07/2019", "points", 4, "7 May 2021")],
    },
  ];
}

function measuresSheet(
  name: string,
  months: readonly string[],
  spelling: MonthSpelling,
  percent: PercentSpelling,
  headerRow: number,
  asAt: string,
): SampleSheet {
  const percentCell = (hundredths: number): SampleCell => {
    if (percent === "percent format") return { value: hundredths / 10_000, format: "0.00%" };
    return percent === "text" ? `${(hundredths / 100).toFixed(2)}%` : hundredths / 100;
  };
  const rows = months.flatMap((month) =>
    MEASURES.map((measure) => {
      const { within, total, achieved } = measured(measure, month);
      return [
        monthCell(month, spelling),
        measure.code,
        measure.name,
        measure.provider,
        // A non-breaking space, as pasted from a web page.
        percent === "text" && measure.region === "North" ? "North\u00a0" : measure.region,
        { value: within, format: "#,##0" },
        { value: total, format: "#,##0" },
        percentCell(achieved),
        percentCell(measure.target),
        percentCell(measure.minimum),
      ];
    })
  );
  return {
    name,
    rows: dress({
      title: "DCC Performance Measurement Report: Service Levels achieved by Performance Measure",
      classification: "White",
      asAt,
      header: [HEADER],
      headerRow,
      rows,
      notes: NOTES,
    }),
    widths: [17, 10, 60, 10, 10, 14, 14, 12, 22, 24],
  };
}

/** A measure's month: counts whose ratio rounds to the achieved hundredths of a percent, with no tie to round. */
function measured(
  measure: SampleMeasure,
  month: string,
): { within: number; total: number; achieved: number } {
  const random = new Random(`performance_measures ${measure.provider} ${measure.region} ${measure.code} ${month}`);
  const wanted = measure.achieved?.[MONTHS.indexOf(month)] ?? measure.missed?.[month] ??
    random.whole(measure.target + (10_000 - measure.target) / 10, 10_000);
  for (let attempt = 0; attempt < 100; attempt++) {
    const total = random.whole(...measure.volume);
    const within = Math.round((total * wanted) / 10_000);
    const exact = (within * 10_000) / total;
    if (Math.round(exact) === wanted && Math.abs(exact - wanted) < 0.49) return { within, total, achieved: wanted };
  }
  throw new RangeError(`Cannot make ${measure.code} in ${measure.region} for ${month} come to ${wanted / 100}%`);
}
