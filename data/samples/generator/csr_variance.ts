import { monthCell, type MonthSpelling } from "./calendar.ts";
import { countCell } from "./count_cell.ts";
import { contents, cover, dress } from "./furniture.ts";
import { planVolumes, type UserVolume, type VolumePlan } from "./plan_volumes.ts";
import { Random } from "./random.ts";
import type { SampleCell, SampleRow, SampleSheet, SampleWorkbook } from "./sample_workbook.ts";

/**
 * Boundaries any month of CSR volumes can hold: exactly 110% (an exception), one request short of it (none), a forecast
 * without use, no forecast and no use.
 */
const BOUNDARIES: VolumePlan["given"] = [[10_000, 11_000], [2_000, 2_200], [10_000, 10_999], [1_500, 0], [null, 0], [
  0,
  0,
]];

/**
 * July 2019 is S0's: 4,077,703 against 3,273,674; without the 385,040 of Users with no forecast, 112.8%. April 2021 has
 * S4's 15 Users who submitted no forecast. The other months' totals are invented.
 */
const PLANS: readonly Omit<VolumePlan, "seed">[] = [
  {
    month: "2018-01",
    users: 40,
    forecast: 612_480,
    actual: 548_916,
    unforecast: { blank: 3, zero: 2, volume: 9_214 },
    given: BOUNDARIES,
    within: 10,
    others: "below",
  },
  {
    month: "2019-04",
    users: 130,
    forecast: 2_604_118,
    actual: 3_311_560,
    unforecast: { blank: 7, zero: 4, volume: 301_775 },
    given: BOUNDARIES,
    within: 34,
    others: "above",
  },
  {
    month: "2019-05",
    users: 134,
    forecast: 2_861_940,
    actual: 3_702_087,
    unforecast: { blank: 6, zero: 5, volume: 344_902 },
    given: BOUNDARIES,
    within: 34,
    others: "above",
  },
  {
    month: "2019-06",
    users: 138,
    forecast: 3_050_275,
    actual: 3_840_133,
    unforecast: { blank: 7, zero: 5, volume: 362_018 },
    given: BOUNDARIES,
    within: 34,
    others: "above",
  },
  {
    month: "2019-07",
    users: 142,
    forecast: 3_273_674,
    actual: 4_077_703,
    unforecast: { blank: 7, zero: 6, volume: 385_040 },
    given: [...BOUNDARIES, [250_000, 275_000], [200_000, 219_999]],
    within: 34,
    others: "above",
  },
  {
    month: "2021-02",
    users: 160,
    forecast: 3_902_216,
    actual: 3_340_871,
    unforecast: { blank: 9, zero: 4, volume: 120_446 },
    given: BOUNDARIES,
    within: 30,
    others: "below",
  },
  {
    month: "2021-03",
    users: 162,
    forecast: 4_015_330,
    actual: 3_408_652,
    unforecast: { blank: 10, zero: 4, volume: 131_208 },
    given: BOUNDARIES,
    within: 30,
    others: "below",
  },
  {
    month: "2021-04",
    users: 164,
    forecast: 4_120_957,
    actual: 3_517_404,
    unforecast: { blank: 15, zero: 6, volume: 140_377 },
    given: BOUNDARIES,
    within: 30,
    others: "below",
  },
];

const NOTES = [
  "Notes",
  "1. A blank Forecast Volume means that no forecast was submitted; 0 means that a forecast of zero was submitted.",
  "2. Zero forecasts are excluded from the percentage reported to the SEC Panel.",
];

/** The CSR forecast variance workbooks (SEC L8.9): January 2018, April to July 2019, February to April 2021. */
export function csrVarianceWorkbooks(): SampleWorkbook[] {
  return [
    {
      fileName: "CSR Forecast Variance January 2018.xls",
      title: "CSR Forecast Variance Panel Report, January 2018",
      modified: "2018-02-14",
      sheets: [monthSheet("2018-01", "CSR Variance", "Jul-19", { headerRow: 4, asAt: "14 February 2018" })],
    },
    {
      fileName: "CSR Forecast Variance Apr-Jun 2019.xlsx",
      title: "CSR Forecast Variance Panel Report, April to June 2019",
      modified: "2019-07-12",
      sheets: [
        contents([
          ["Apr-19", "CSR volumes by Authorised Subscriber, April 2019"],
          ["May-19", "CSR volumes by Authorised Subscriber, May 2019"],
          ["Jun-19", "CSR volumes by Authorised Subscriber, June 2019"],
        ]),
        monthSheet("2019-04", "Apr-19", "July 2019", { headerRow: 6, asAt: "12 July 2019" }),
        monthSheet("2019-05", "May-19", "date cell", { headerRow: 6, asAt: "12 July 2019" }),
        monthSheet("2019-06", "Jun-19", "01/07/2019", { headerRow: 7, asAt: "12 July 2019" }),
      ],
    },
    {
      fileName: "CSR Forecast Variance July 2019.xlsx",
      title: "CSR Forecast Variance Panel Report, July 2019",
      modified: "2019-08-14",
      sheets: [
        cover("CSR Forecast Variance Panel Report", "Amber", [
          "Reporting Month: July 2019",
          "SEC Section L8.9: the actual number of CSRs against the forecasted volumes",
          "Controlled to the SEC Panel only",
        ]),
        monthSheet("2019-07", "Variance", "Jul-19", { headerRow: 6, asAt: "14 August 2019" }),
        workingSheet("2019-07"),
      ],
    },
    {
      fileName: "CSR Forecast Variance Feb-Mar 2021.ods",
      title: "CSR Forecast Variance Panel Report, February and March 2021",
      modified: "2021-04-16",
      sheets: [
        monthSheet("2021-02", "February", "07/2019", { headerRow: 5, asAt: "16 April 2021" }),
        monthSheet("2021-03", "March", "2019-07", { headerRow: 5, asAt: "16 April 2021" }),
      ],
    },
    {
      fileName: "CSR Forecast Variance April 2021.xlsx",
      title: "CSR Forecast Variance Panel Report, April 2021",
      modified: "2021-05-14",
      sheets: [monthSheet("2021-04", "Variance", "date cell", { headerRow: 8, asAt: "14 May 2021" })],
    },
  ];
}

function volumes(month: string): UserVolume[] {
  const plan = PLANS.find((one) => one.month === month);
  if (!plan) throw new RangeError(`Cannot make CSR volumes for ${month}: no plan has it`);
  return planVolumes({ ...plan, seed: `csr_variance ${month}` });
}

function monthSheet(
  month: string,
  name: string,
  spelling: MonthSpelling,
  { headerRow, asAt }: { headerRow: number; asAt: string },
): SampleSheet {
  const random = new Random(`csr_variance sheet ${month}`);
  const users = volumes(month);
  const total = (value: (one: UserVolume) => number | null, column: string): SampleCell => ({
    value: users.reduce((sum, one) => sum + (value(one) ?? 0), 0),
    format: "#,##0",
    formula: `SUM(${column}${headerRow + 1}:${column}${headerRow + users.length})`,
  });
  // A number typed as text is not in a spreadsheet's SUM, so the totals of such a sheet are typed, not formulas.
  const rows = users.map(({ user, forecast, actual }) => [
    monthCell(month, spelling),
    user.id,
    user.name,
    countCell(forecast, random),
    countCell(actual, random),
  ]);
  const hasText = rows.some(([, , , forecast, actual]) => typeof forecast === "string" || typeof actual === "string");
  const typed = (cell: SampleCell): SampleCell =>
    hasText && cell !== null && typeof cell === "object" ? { value: cell.value, format: "#,##0" } : cell;
  return {
    name,
    rows: dress({
      title: `CSR Forecast Variance Panel Report - ${monthCell(month, "July 2019")}`,
      classification: "Amber. Controlled to the SEC Panel only",
      asAt,
      header: [["Reporting Month", "User\u00a0ID", "User Name", "Forecast Volume", "Actual\nVolume "]],
      headerRow,
      rows,
      totals: [
        "Total",
        null,
        null,
        typed(total((one) => one.forecast, "D")),
        typed(total((one) => one.actual, "E")),
      ],
      notes: NOTES,
    }),
    widths: [17, 26, 14, 17, 17],
  };
}

/** An early draft of the month on a hidden sheet: it fits the contract, disagrees, and must never be loaded. */
function workingSheet(month: string): SampleSheet {
  const rows: SampleRow[] = [
    { cells: ["Working sheet: draft figures, superseded"], dress: "title" },
    { cells: [] },
    { cells: ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"], dress: "header" },
    ...volumes(month).slice(0, 20).map(({ user, forecast, actual }) => ({
      cells: [monthCell(month, "2019-07"), user.id, user.name, forecast, Math.round(actual * 0.97)],
    })),
  ];
  return { name: "Working", rows, hidden: true, widths: [17, 26, 14, 17, 17] };
}
