import type { SampleCell } from "./sample_workbook.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const DAY = 86_400_000;

/** The ways DCC workbooks are seen to write a month. `date cell` is the first of the month, shown as `Jul-19`. */
export type MonthSpelling = "Jul-19" | "July 2019" | "2019-07" | "07/2019" | "01/07/2019" | "date cell";

/**
 * A month as a workbook would show it.
 *
 * @param month `yyyy-mm`
 *
 * @example
 * ```ts
 * import { monthCell } from "./calendar.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(monthCell("2019-07", "Jul-19"), "Jul-19");
 * ```
 */
export function monthCell(month: string, spelling: MonthSpelling): SampleCell {
  const name = MONTHS[Number(month.slice(5)) - 1]!;
  const year = month.slice(0, 4);
  switch (spelling) {
    case "Jul-19":
      return `${name.slice(0, 3)}-${year.slice(2)}`;
    case "July 2019":
      return `${name} ${year}`;
    case "2019-07":
      return month;
    case "07/2019":
      return `${month.slice(5)}/${year}`;
    case "01/07/2019":
      return `01/${month.slice(5)}/${year}`;
    case "date cell":
      return { value: serial(`${month}-01`), format: "mmm-yy" };
  }
}

/**
 * A day as a workbook would show it: `dd/mm/yyyy` text, `dd Mon yyyy` text, ISO text, or a date cell.
 *
 * @param day `yyyy-mm-dd`; null stays blank
 *
 * @example
 * ```ts
 * import { dayCell } from "./calendar.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(dayCell("2019-08-14", "14/08/2019"), "14/08/2019");
 * ```
 */
export function dayCell(
  day: string | null,
  spelling: "14/08/2019" | "14 Aug 2019" | "2019-08-14" | "date cell",
): SampleCell {
  if (day === null) return null;
  const [year, month, date] = day.split("-");
  switch (spelling) {
    case "14/08/2019":
      return `${date}/${month}/${year}`;
    case "14 Aug 2019":
      return `${date} ${MONTHS[Number(month) - 1]!.slice(0, 3)} ${year}`;
    case "2019-08-14":
      return day;
    case "date cell":
      return { value: serial(day), format: "dd/mm/yyyy" };
  }
}

/** A day, `yyyy-mm-dd`, as the number a spreadsheet stores for it (1900 epoch). */
export function serial(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY + 25569;
}

/** The day so many days after (before, when negative) another; both `yyyy-mm-dd`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The month so many months after another; both `yyyy-mm`. */
export function addMonths(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/** The last day, `yyyy-mm-dd`, of a month, `yyyy-mm`. */
export function lastDay(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** The months from one to another, both included, all `yyyy-mm`. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}
