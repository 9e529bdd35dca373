import { deepStrictEqual } from "node:assert/strict";
import { namedMonths } from "../../etl/contract/named_months.ts";
import { day, read, sheet, userId } from "./hand_made_workbook.ts";

for (
  const [text, first, last] of [
    ["csr-2019-07.xlsx", "2019-07", "2019-07"],
    ["CSR Forecast Variance Apr-Jun 2019.xlsx", "2019-04", "2019-06"],
    ["DCC PMR December 2018 to May 2019", "2018-12", "2019-05"],
    ["SR_Variance_2019-04_to_2019-06.csv", "2019-04", "2019-06"],
    ["CH Returns Q2 2020 to Q1 2021.xlsx", "2020-04", "2021-03"],
    ["ch-returns-2021_q1.xlsx", "2021-01", "2021-03"],
    ["Variance, July 2019 (issued again)", "2019-07", "2019-07"],
  ] as const
) {
  Deno.test(`namedMonths() finds the months in "${text}"`, () => {
    deepStrictEqual(namedMonths(text), { first: day(`${first}-01`), last: day(`${last}-01`) });
  });
}

for (
  const text of ["csr.xlsx", "As at 14/08/2019", "Published August 2019", "14 August 2019", "2019-08-14", "Q1 2021/22"]
) {
  Deno.test(`namedMonths() finds no month in "${text}"`, () => deepStrictEqual(namedMonths(text), null));
}

const HEADER = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"];

Deno.test("readExtract() reports a file's name or title that names another month than the rows", async () => {
  const rows = [["CSR Forecast Variance, August 2019"], [], HEADER, ["2019-07", userId(1), "Alpha", 1, 1]];
  const { rows: loaded, notes, problems } = await read([sheet("Data", rows)], "csr-2020-07.xlsx");
  deepStrictEqual([loaded.length, problems], [1, []]);
  deepStrictEqual(notes, [
    "The file's name says 2020-07, but its rows are of 2019-07: the rows count",
    'A title of "Data" says 2019-08, but its rows are of 2019-07: the rows count',
  ]);
});

Deno.test("readExtract() reports nothing when name, title and rows agree on a month", async () => {
  const rows = [["CSR, June and July 2019"], ["As at August 2019"], HEADER, ["2019-07", userId(1), "Alpha", 1, 1]];
  const { notes } = await read([sheet("Data", rows)], "CSR Q3 2019.xlsx");
  deepStrictEqual(notes, []);
});
