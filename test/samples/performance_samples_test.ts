import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { count, readSample, type SampleRecord } from "./read_sample.ts";

const FILES = [
  "DCC PMR December 2018 to May 2019.xlsx",
  "DCC PMR June 2019.xlsx",
  "DCC PMR July 2019 to December 2020.xls",
  "DCC_PMR_2021-01_to_2021-03.ods",
];

/** Percentage points in hundredths, from a fraction with a percent format, text such as 96.60%, or points. */
function hundredths(record: SampleRecord, header: string): number {
  const { value } = record[header]!;
  if (typeof value === "string") return Math.round(Number(value.replace("%", "")) * 100);
  return Math.round((value as number) * ((value as number) <= 1 ? 10_000 : 100));
}

/** `yyyy-mm` of any spelling the samples use. */
function monthOf(record: SampleRecord): string {
  const { value, text } = record["Reporting Month"]!;
  if (typeof value === "number") return new Date((value - 25569) * 86_400_000).toISOString().slice(0, 7);
  const numeric = /^(\d{2})\/(\d{4})$/.exec(text);
  if (numeric) return `${numeric[2]}-${numeric[1]}`;
  const worded = /^([A-Z][a-z]{2})[a-z]*[- ](?:20)?(\d{2})$/.exec(text)!;
  const month = "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf(worded[1]!) / 3 + 1;
  return `20${worded[2]}-${String(month).padStart(2, "0")}`;
}

const ROWS = FILES.flatMap((name) => readSample(name)).map((record) => ({
  month: monthOf(record),
  code: String(record["Measure"]!.value),
  provider: String(record["Provider"]!.value),
  region: String(record["Region"]!.value).trim(),
  achieved: hundredths(record, "Achieved %"),
  target: hundredths(record, "Target Service Level %"),
  minimum: hundredths(record, "Minimum Service Level %"),
  within: count(record, "Within Target")!,
  total: count(record, "Total")!,
}));

const history = (code: string, region: string) =>
  ROWS.filter((row) => row.code === code && row.region === region && row.provider !== "DSP")
    .sort((one, other) => one.month < other.month ? -1 : 1);

Deno.test("performance samples cover 28 months, December 2018 to March 2021, once each", () => {
  const months = [...new Set(ROWS.map(({ month }) => month))].sort();
  deepStrictEqual([months.length, months[0], months[27]], [28, "2018-12", "2021-03"]);
  const keys = ROWS.map(({ month, provider, region, code }) => [month, provider, region, code].join("|"));
  strictEqual(new Set(keys).size, keys.length);
  strictEqual(keys.length, 28 * 15);
});

Deno.test("CPM1 is below Target in every month but June 2019: 27 of 28, 21 running", () => {
  deepStrictEqual(
    history("CPM1", "National").map(({ achieved, target }) => achieved < target),
    [...Array(6).fill(true), false, ...Array(21).fill(true)],
  );
});

Deno.test("June 2019 is the first month with every CPM at or above Target", () => {
  const missed = (month: string) =>
    ROWS.filter((row) => row.month === month && row.code.startsWith("CPM") && row.achieved < row.target).length;
  ok(["2018-12", "2019-01", "2019-02", "2019-03", "2019-04", "2019-05"].every((month) => missed(month) > 0));
  strictEqual(missed("2019-06"), 0);
});

Deno.test("PM2 is below Target in all three Regions in June 2019, after six months below Minimum in Central and South", () => {
  for (const region of ["North", "Central", "South"]) {
    const june = history("PM2", region)[6]!;
    ok(june.achieved < june.target && june.achieved >= june.minimum, region);
  }
  for (const region of ["Central", "South"]) {
    ok(history("PM2", region).slice(0, 6).every(({ achieved, minimum }) => achieved < minimum), region);
  }
  ok(history("PM2", "North").slice(0, 6).every(({ achieved, minimum }) => achieved >= minimum));
  const march2021 = history("PM2", "North")[27]!;
  ok(march2021.achieved < march2021.minimum);
});

Deno.test("PM3.2 North is 96.60% in June 2019, below Target for the second month in a row; other Regions meet it", () => {
  const north = history("PM3.2", "North");
  strictEqual(north[6]!.achieved, 9660);
  deepStrictEqual(north.slice(4, 8).map(({ achieved, target }) => achieved < target), [false, true, true, false]);
  for (const region of ["Central", "South"]) {
    ok(history("PM3.2", region).every(({ achieved, target }) => achieved >= target), region);
  }
});

Deno.test("performance samples' counts come to the percentage they state, to two decimals", () => {
  for (const row of ROWS) {
    strictEqual(Math.round(row.within * 10_000 / row.total), row.achieved, JSON.stringify(row));
    ok(row.within <= row.total);
  }
});
