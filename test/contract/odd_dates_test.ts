import { deepStrictEqual } from "node:assert/strict";
import { dateCell, day, read, type Rows, sheet, type Shorthand, userId } from "./hand_made_workbook.ts";

const REGISTER = ["Report", "Period", "Published Date", "Reference", "Stored At", "Reason Not Published"];
const RETURNS = [
  ...["Device ID", "Region", "Returned Date", "Closed Date", "Return Reason", "Return Stage", "Attribution"],
];

function register(...dates: Shorthand[]): Rows {
  return [REGISTER, ...dates.map((date, index) => [String(index % 13 + 1), "2019-07", date])];
}

async function problems(rows: Rows): Promise<readonly string[]> {
  return (await read([sheet("Data", rows)])).problems;
}

Deno.test("readExtract() rejects a column of dates that a program with US settings has half swapped", async () => {
  const swapped = register(dateCell("2019-09-08"), "19/08/2019", dateCell("2019-12-07"), "15/07/2019");
  deepStrictEqual(await problems(swapped), [
    "Data!C2:C5 (Published Date) must not mix date cells, all with a day up to 12, with dates as text, all with a later " +
    "day: a program with US settings has swapped day and month in the date cells: open the original file with UK " +
    "settings, or import the column as Text, and save it again",
  ]);
});

Deno.test("readExtract() finds half swapped dates in any date column, next to correct columns", async () => {
  const row = (number: number, returned: Shorthand, closed: Shorthand) =>
    [userId(number), "North", returned, closed, "LED", "Post Installation", "Fault Found"] as const;
  const found = await problems([
    RETURNS,
    row(1, dateCell("2021-02-15"), dateCell("2021-03-02")),
    row(2, dateCell("2021-02-03"), "17/03/2021"),
    row(3, dateCell("2021-02-20"), dateCell("2021-03-04")),
  ]);
  deepStrictEqual(found.map((problem) => problem.slice(0, 38)), ["Data!D2:D4 (Closed Date) must not mix "]);
});

for (
  const [what, dates] of [
    ["a date cell has a later day", [dateCell("2019-09-08"), "19/08/2019", dateCell("2019-07-31")]],
    ["a text has an early day", [dateCell("2019-09-08"), "19/08/2019", "05/07/2019"]],
    ["all are date cells", [dateCell("2019-09-08"), dateCell("2019-08-07"), dateCell("2019-07-06")]],
    ["all are texts", ["19/08/2019", "20/08/2019", "21/08/2019"]],
    ["the texts begin with the year", [dateCell("2019-09-08"), dateCell("2019-08-07"), "2019-08-19"]],
    ["there are only two", [dateCell("2019-08-09"), "19/08/2019"]],
  ] as const
) {
  Deno.test(`readExtract() reads date cells and texts in one column when ${what}`, async () => {
    deepStrictEqual(await problems(register(...dates)), []);
  });
}

/** Returns closed in March 2021, one with another year, and one in triage. */
function returns(year: number): Rows {
  const closed = [1, 2, 3, 4].map((at) => [userId(at), "North", "01/02/2021", `0${at}/03/2021`, null, null, null]);
  const odd = [userId(5), "North", "01/02/2021", `30/03/${year}`, null, null, null];
  return [RETURNS, ...closed, odd, [userId(6), "North", "20/03/2021", null, null, null, null]];
}

Deno.test("readExtract() reports a date a year from the others, and ignores it in the latest quarter", async () => {
  for (const [year, quarter] of [[2022, "2022-01-01"], [2012, "2012-01-01"]] as const) {
    const { rows, notes, problems } = await read([sheet("Data", returns(year))]);
    deepStrictEqual(problems, []);
    deepStrictEqual(notes, [
      'Look at D6 of "Data" (Closed Date): it is 300 days or more from every other date of its column',
    ]);
    deepStrictEqual(rows.slice(-2).map(({ period }) => period), [day(quarter), day("2021-01-01")]);
  }
  deepStrictEqual((await read([sheet("Data", returns(2021))])).notes, []);
});

Deno.test("readExtract() reports nothing about dates spread over years, or a few dates", async () => {
  const row = (number: number, closed: string) => [userId(number), "North", "01/02/2018", closed, null, null, null];
  for (const dates of [["01/03/2019", "01/03/2021"], ["01/02/2019", "01/06/2019", "01/11/2019", "01/04/2020"]]) {
    const { notes } = await read([sheet("Data", [RETURNS, ...dates.map((date, at) => row(at, date))])]);
    deepStrictEqual(notes, []);
  }
});
