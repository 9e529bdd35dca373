import { monthCell, type MonthSpelling } from "./calendar.ts";
import { countCell } from "./count_cell.ts";
import { cover, dress } from "./furniture.ts";
import { planVolumes, type UserVolume, type VolumePlan } from "./plan_volumes.ts";
import { Random } from "./random.ts";
import type { SampleCell, SampleSheet, SampleWorkbook } from "./sample_workbook.ts";
import { shareOut } from "./share_out.ts";

/** Service Reference Variants are text: `4.1` and `4.10` are different requests. */
const VARIANTS = [
  "1.1.1",
  "1.2.1",
  "1.5",
  "2.2",
  "3.2",
  "4.1",
  "4.2",
  "4.3",
  "4.4.2",
  "4.6.1",
  "4.8.1",
  "4.8.2",
  "4.10",
  "4.12.1",
  "4.17",
  "5.1",
  "6.2.4",
  "6.7",
  "6.15.1",
  "6.23",
  "7.1",
  "8.1.1",
  "8.2",
  "8.4",
  "8.11",
  "8.14.1",
  "11.1",
  "11.2",
] as const;

/** Exactly 110% and exactly 90% (exceptions), a request inside either (none), no use, no forecast and no use. */
const BOUNDARIES: VolumePlan["given"] = [
  [400_000, 440_000],
  [10_000, 11_000],
  [400_000, 360_000],
  [50_000, 45_000],
  [100_000, 109_999],
  [100_000, 90_001],
  [25_000, 0],
  [null, 0],
  [0, 0],
];

interface SrPlan extends Omit<VolumePlan, "seed"> {
  /** How many variants a User requests, from and to. */
  readonly variants: readonly [number, number];
}

/**
 * July 2019 is S0's: 56,132,500 against 117,465,410; without the 301,118 of Users with no forecast, 47.5%, published as
 * 48%. April 2021 has S4's 33 Users who submitted no forecast. The other months' totals are invented.
 */
const PLANS: readonly SrPlan[] = [
  {
    month: "2018-01",
    users: 36,
    forecast: 9_412_300,
    actual: 5_108_774,
    unforecast: { blank: 2, zero: 2, volume: 41_209 },
    given: BOUNDARIES,
    within: 8,
    others: "below",
    variants: [5, 10],
  },
  {
    month: "2019-04",
    users: 60,
    forecast: 98_310_044,
    actual: 47_815_206,
    unforecast: { blank: 4, zero: 3, volume: 210_340 },
    given: BOUNDARIES,
    within: 10,
    others: "below",
    variants: [5, 9],
  },
  {
    month: "2019-05",
    users: 61,
    forecast: 104_772_918,
    actual: 50_446_031,
    unforecast: { blank: 4, zero: 4, volume: 242_077 },
    given: BOUNDARIES,
    within: 10,
    others: "below",
    variants: [5, 9],
  },
  {
    month: "2019-06",
    users: 62,
    forecast: 110_205_660,
    actual: 52_990_415,
    unforecast: { blank: 5, zero: 4, volume: 268_553 },
    given: BOUNDARIES,
    within: 10,
    others: "below",
    variants: [5, 9],
  },
  {
    month: "2019-07",
    users: 124,
    forecast: 117_465_410,
    actual: 56_132_500,
    unforecast: { blank: 5, zero: 4, volume: 301_118 },
    given: BOUNDARIES,
    within: 18,
    others: "below",
    variants: [17, 22],
  },
  {
    month: "2021-02",
    users: 90,
    forecast: 612_940_300,
    actual: 498_115_027,
    unforecast: { blank: 19, zero: 10, volume: 3_904_118 },
    given: BOUNDARIES,
    within: 12,
    others: "below",
    variants: [4, 8],
  },
  {
    month: "2021-03",
    users: 91,
    forecast: 640_118_256,
    actual: 522_870_643,
    unforecast: { blank: 20, zero: 11, volume: 4_120_866 },
    given: BOUNDARIES,
    within: 12,
    others: "below",
    variants: [4, 8],
  },
  {
    month: "2021-04",
    users: 94,
    forecast: 655_704_190,
    actual: 541_236_388,
    unforecast: { blank: 33, zero: 11, volume: 4_655_731 },
    given: BOUNDARIES,
    within: 12,
    others: "below",
    variants: [4, 8],
  },
];

const NOTES = [
  "Notes",
  "1. Service Reference Variants are text: 4.1 and 4.10 are different Service Requests.",
  "2. A blank Forecast Volume means that no forecast was submitted.",
];

const HEADER = [
  "Reporting Month",
  "User ID",
  "User Name",
  "User Role",
  "Service Reference Variant",
  "Forecast Volume",
  "Actual Volume",
] as const;

/** The Service Request variance workbooks (SEC H3.24): January 2018, April to July 2019, February to April 2021. */
export function srVarianceWorkbooks(): SampleWorkbook[] {
  return [
    {
      fileName: "SR Variance and Metrics January 2018.xlsb",
      title: "Service Request Variance and Metrics Panel Report, January 2018",
      modified: "2018-02-14",
      sheets: [monthSheet(["2018-01"], "SR Variance", "July 2019", { headerRow: 6, asAt: "14 February 2018" })],
    },
    {
      fileName: "SR_Variance_2019-04_to_2019-06.csv",
      title: "Service Request Variance and Metrics, April to June 2019",
      modified: "2019-07-12",
      sheets: [
        monthSheet(["2019-04", "2019-05", "2019-06"], "SR Variance", "2019-07", {
          headerRow: 5,
          asAt: "12 July 2019",
        }),
      ],
    },
    {
      fileName: "SR Variance and Metrics July 2019.xlsx",
      title: "Service Request Variance and Metrics Panel Report, July 2019",
      modified: "2019-08-19",
      sheets: [
        cover("Service Request Variance and Metrics Panel Report", "Amber", [
          "Reporting Month: July 2019",
          "SEC Section H3.24: the actual number of Service Requests sent against the forecasted volumes",
          "Controlled to the SEC Panel only",
        ]),
        bannered(monthSheet(["2019-07"], "SR Variance", "date cell", { headerRow: 7, asAt: "19 August 2019" })),
      ],
    },
    {
      fileName: "SR Variance and Metrics Feb-Mar 2021.xlsx",
      title: "Service Request Variance and Metrics Panel Report, February and March 2021",
      modified: "2021-04-16",
      sheets: [
        monthSheet(["2021-02"], "Feb 2021", "Jul-19", { headerRow: 6, asAt: "16 April 2021" }),
        monthSheet(["2021-03"], "Mar 2021", "07/2019", { headerRow: 6, asAt: "16 April 2021" }),
      ],
    },
    {
      fileName: "SR Variance and Metrics April 2021.xlsx",
      title: "Service Request Variance and Metrics Panel Report, April 2021",
      modified: "2021-05-17",
      sheets: [
        withHelper(monthSheet(["2021-04"], "SR Variance", "July 2019", { headerRow: 6, asAt: "17 May 2021" })),
      ],
    },
  ];
}

interface VariantVolume {
  readonly variant: string;
  readonly forecast: number | null;
  readonly actual: number;
}

/**
 * A User's month split by variant. Some Users with a forecast leave one variant out of it, a few requests each: their
 * User-level forecast stands, as the published percentage compares Users.
 */
function splitByVariant({ user, forecast, actual }: UserVolume, plan: SrPlan, random: Random): VariantVolume[] {
  const count = random.whole(...plan.variants);
  const rest = random.shuffle(VARIANTS.filter((variant) => variant !== "4.1" && variant !== "4.10"));
  const chosen = new Set(["4.1", "4.10", ...rest].slice(0, count));
  const variants = VARIANTS.filter((variant) => chosen.has(variant));
  const weights = variants.map(() => random.between(0.2, 4));
  const isPartial = forecast !== null && forecast > 200_000 && actual > 200_000 && user.id.endsWith("4");
  const left = isPartial ? random.whole(100, 900) : 0;
  const unforecastIndex = isPartial ? random.whole(0, variants.length - 1) : -1;
  const withoutLeft = (weight: number, index: number): number => index === unforecastIndex ? 0 : weight;
  const forecasts = forecast === null ? null : shareOut(forecast, weights.map(withoutLeft));
  const actuals = shareOut(
    actual - left,
    weights.map((weight) => weight * random.between(0.8, 1.2)).map(withoutLeft),
  );
  return variants.map((variant, index) => ({
    variant,
    forecast: index === unforecastIndex ? null : forecasts?.[index] ?? null,
    actual: index === unforecastIndex ? left : actuals[index]!,
  }));
}

function monthSheet(
  months: readonly string[],
  name: string,
  spelling: MonthSpelling,
  { headerRow, asAt }: { headerRow: number; asAt: string },
): SampleSheet {
  const rows: SampleCell[][] = [];
  let forecastTotal = 0;
  let actualTotal = 0;
  for (const month of months) {
    const plan = PLANS.find((one) => one.month === month);
    if (!plan) throw new RangeError(`Cannot make Service Request volumes for ${month}: no plan has it`);
    const random = new Random(`sr_variance sheet ${month}`);
    for (const volume of planVolumes({ ...plan, seed: `sr_variance ${month}` })) {
      forecastTotal += volume.forecast ?? 0;
      actualTotal += volume.actual;
      for (const { variant, forecast, actual } of splitByVariant(volume, plan, random)) {
        rows.push([
          monthCell(month, spelling),
          volume.user.id,
          volume.user.name,
          volume.user.role,
          variant,
          countCell(forecast, random, 0.01),
          countCell(actual, random, 0.01),
        ]);
      }
    }
  }
  const last = months[months.length - 1]!;
  const period = months.length === 1
    ? monthCell(last, "July 2019")
    : `${monthCell(months[0]!, "July 2019")} to ${monthCell(last, "July 2019")}`;
  return {
    name,
    rows: dress({
      title: `Service Request Variance and Metrics Panel Report - ${period}`,
      classification: "Amber. Controlled to the SEC Panel only",
      asAt,
      header: [HEADER],
      headerRow,
      rows,
      totals: ["Grand Total", null, null, null, null, {
        value: forecastTotal,
        format: "#,##0",
      }, { value: actualTotal, format: "#,##0" }],
      notes: NOTES,
    }),
    widths: [17, 26, 12, 10, 24, 17, 17],
  };
}

/** The same sheet with its header on two rows: merged "User" and "Volumes" banners, other headers merged downwards. */
function bannered(sheet: SampleSheet): SampleSheet {
  const header = sheet.rows.findIndex((row) => row.dress === "header");
  const [month, id, name, role, variant, forecast, actual] = HEADER;
  const rows = [...sheet.rows];
  rows[header - 1] = {
    cells: [month, "User", null, null, variant, "Volumes (number of requests)", null],
    dress: "header",
  };
  rows[header] = { cells: [null, id, name, role, null, forecast, actual], dress: "header" };
  return {
    ...sheet,
    rows,
    merges: [
      `A${header}:A${header + 1}`,
      `B${header}:D${header}`,
      `E${header}:E${header + 1}`,
      `F${header}:G${header}`,
    ],
  };
}

/** The same sheet with the analyst's lookup column left in, hidden, to the right of the table. */
function withHelper(sheet: SampleSheet): SampleSheet {
  const header = sheet.rows.findIndex((row) => row.dress === "header");
  const end = sheet.rows.findIndex((row) => row.dress === "totals");
  const rows = sheet.rows.map((row, index) => {
    if (index === header) return { ...row, cells: [...row.cells, "Lookup key"] };
    if (index < header || index >= end) return row;
    return { ...row, cells: [...row.cells, `${row.cells[1]}|${row.cells[4]}`] };
  });
  return { ...sheet, rows, hiddenColumns: [7] };
}
