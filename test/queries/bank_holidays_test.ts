import { parse } from "csv-parse/sync";
import Holidays from "date-holidays";
import { deepStrictEqual } from "node:assert/strict";

/** The library's name for each nation of the table. */
const NATIONS = [["england-and-wales", "ENG"], ["scotland", "SCT"], ["northern-ireland", "NIR"]] as const;

const table = parse(Deno.readTextFileSync(new URL("../../data/reference/bank_holidays.csv", import.meta.url)), {
  columns: true,
}) as { holiday_date: string; nation: string; is_one_off: string }[];

for (const [nation, state] of NATIONS) {
  Deno.test(`bank_holidays.csv has the weekday bank holidays of ${nation} that date-holidays knows, 2017 to 2028`, () => {
    const known = new Holidays("GB", state, { types: ["public", "bank"] });
    const theirs = new Set<string>();
    for (let year = 2017; year <= 2028; year++) {
      for (const holiday of known.getHolidays(year)) theirs.add(holiday.date.slice(0, 10));
    }
    const ours = table.filter((row) => row.nation === nation).map((row) => row.holiday_date);
    deepStrictEqual(ours, [...theirs].filter(isWeekday).toSorted());
  });
}

Deno.test("bank_holidays.csv marks the one-off holidays of England and Wales", () => {
  const oneOffs = table.filter((row) => row.nation === "england-and-wales" && row.is_one_off === "true");
  deepStrictEqual(oneOffs.map((row) => row.holiday_date), [
    "2020-05-08",
    "2022-06-02",
    "2022-06-03",
    "2022-09-19",
    "2023-05-08",
  ]);
});

function isWeekday(date: string): boolean {
  return ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}
