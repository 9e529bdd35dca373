import Holidays from "date-holidays";
import fc from "fast-check";
import { assertRecomputed } from "./random_warehouse.ts";

const holidays = new Set(
  [2018, 2019, 2020, 2021, 2022, 2023].flatMap((year) =>
    new Holidays("GB", "ENG", { types: ["public", "bank"] }).getHolidays(year).map((one) => one.date.slice(0, 10))
  ),
);

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

function isWorkingDay(day: string): boolean {
  return ![0, 6].includes(new Date(day).getUTCDay()) && !holidays.has(day);
}

/** Counted a day at a time. */
function dueDate(month: string, workingDays: number): string {
  let day = addDays(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString(), 0);
  for (let left = workingDays; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left--;
  }
  return day;
}

/** Working Days after the due date up to the day it counts as delivered: the next Working Day when it is none. */
function workingDaysLate(due: string, published: string): number {
  let delivered = published;
  while (!isWorkingDay(delivered)) delivered = addDays(delivered, 1);
  let late = 0;
  for (let day = addDays(due, 1); day <= delivered; day = addDays(day, 1)) if (isWorkingDay(day)) late++;
  return published <= due ? 0 : late;
}

/** A publication near its deadline, a year of which holds every kind of holiday. */
const row = fc.record({
  report: fc.constantFrom("1", "5", "6"),
  report_period: fc.integer({ min: 0, max: 59 }).map((at) =>
    `${2018 + Math.floor(at / 12)}-${String(at % 12 + 1).padStart(2, "0")}-01`
  ),
  days: fc.integer({ min: -6, max: 12 }),
}).map(({ report, report_period, days }) => ({
  report,
  report_period,
  published_date: addDays(dueDate(report_period, report === "1" ? 25 : 10), days),
}));

Deno.test("report_timeliness agrees with days counted one by one around date-holidays' bank holidays", async () => {
  await assertRecomputed("report_register", row, ["report", "report_period"], (input) => [{
    question: `select report_number, period, due_date, published_date, delivery, working_days_late
               from report_timeliness where is_registered order by report_number, period`,
    answer: input.map((entry) => {
      const due = dueDate(entry.report_period, entry.report === "1" ? 25 : 10);
      return {
        report_number: Number(entry.report),
        period: entry.report_period,
        due_date: due,
        published_date: entry.published_date,
        delivery: entry.published_date > due ? "late" : "on time",
        working_days_late: workingDaysLate(due, entry.published_date),
      };
    }).sort((left, right) => left.report_number - right.report_number || (left.period < right.period ? -1 : 1)),
  }]);
});
