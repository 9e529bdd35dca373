import { epochDay, firstDayOf } from "./calendar_day.ts";

const MONTHS =
  "january february march april may june july august september october november december jan feb mar apr may jun jul aug sep oct nov dec"
    .split(" ");

/** Converts `Jul`, `July` or `Sept` to 1 to 12. Returns 0 for any other word. */
function monthNumber(name: string): number {
  const lower = name.toLowerCase();
  return (lower === "sept" ? 8 : MONTHS.indexOf(lower) % 12) + 1;
}

/** Two digits mean a year of this century, because no report is older. */
const fullYear = (year: string) => Number(year) + (year.length === 2 ? 2000 : 0);

/**
 * Parses a day: `31/07/2019`, `31-07-2019`, `31.07.2019`, `31 Jul 2019`, `31-July-19`, `2019-07-31` or `2019/07/31`. A
 * time of day may follow. The day always comes before the month: 03/04/2019 is 3 April. A two-digit year needs a month
 * name, because 03/04/19 could be a day in 2003.
 *
 * @param text Without white space around it
 * @returns Days since 1970-01-01. Null when the text is not a day of 2000 to 2099.
 *
 * @example
 * ```ts
 * import { epochDay } from "./calendar_day.ts";
 * import { parseDate } from "./parse_day.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(parseDate("03/04/2019"), epochDay(2019, 4, 3));
 * strictEqual(parseDate("2019-04-03T16:30:00"), epochDay(2019, 4, 3));
 * strictEqual(parseDate("04/13/2019"), null);
 * ```
 */
export function parseDate(text: string): number | null {
  const day = text.replace(/(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AP]M)?$/i, "");
  let parts = /^(\d{4})([-/])(\d{2})\2(\d{2})$/.exec(day);
  if (parts) return epochDay(Number(parts[1]), Number(parts[3]), Number(parts[4]));
  parts = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(day);
  if (parts) return epochDay(Number(parts[4]), Number(parts[3]), Number(parts[1]));
  parts = /^(\d{1,2})[\s-]+([A-Za-z]{3,9})[\s-]+(\d{4}|\d{2})$/.exec(day);
  if (parts) return epochDay(fullYear(parts[3]!), monthNumber(parts[2]!), Number(parts[1]));
  return null;
}

/**
 * Parses a month: `Jul-19`, `July 2019`, `2019-07`, `07/2019`, or any date in it.
 *
 * @param text Without white space around it
 * @returns The month's first day, in days since 1970-01-01. Null when the text is not a month of 2000 to 2099.
 *
 * @example
 * ```ts
 * import { epochDay } from "./calendar_day.ts";
 * import { parseMonth } from "./parse_day.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(parseMonth("Jul-19"), epochDay(2019, 7, 1));
 * strictEqual(parseMonth("13/2019"), null);
 * ```
 */
export function parseMonth(text: string): number | null {
  let parts = /^([A-Za-z]{3,9})[\s-]*'?(\d{4}|\d{2})$/.exec(text);
  if (parts) return epochDay(fullYear(parts[2]!), monthNumber(parts[1]!), 1);
  parts = /^(\d{4})-(\d{1,2})$/.exec(text);
  if (parts) return epochDay(Number(parts[1]), Number(parts[2]), 1);
  parts = /^(\d{1,2})\/(\d{4})$/.exec(text);
  if (parts) return epochDay(Number(parts[2]), Number(parts[1]), 1);
  const day = parseDate(text);
  return day === null ? null : firstDayOf("month", day);
}

/**
 * Parses a calendar quarter: `2019 Q2`, `Q2 2019`, `Q2-19`, `Apr-Jun 2019`, `April to June 2019`, or any date in it.
 *
 * @param text Without white space around it
 * @returns The quarter's first day, in days since 1970-01-01. Null when it is not a calendar quarter of 2000 to 2099.
 *
 * @example
 * ```ts
 * import { epochDay } from "./calendar_day.ts";
 * import { parseQuarter } from "./parse_day.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(parseQuarter("Apr-Jun 2019"), epochDay(2019, 4, 1));
 * strictEqual(parseQuarter("Feb-Apr 2019"), null);
 * ```
 */
export function parseQuarter(text: string): number | null {
  let parts = /^(\d{4})[\s-]*Q([1-4])$/i.exec(text);
  if (parts) return epochDay(Number(parts[1]), Number(parts[2]) * 3 - 2, 1);
  parts = /^Q([1-4])[\s-]*'?(\d{4}|(?<=\D)\d{2})$/i.exec(text);
  if (parts) return epochDay(fullYear(parts[2]!), Number(parts[1]) * 3 - 2, 1);
  parts = /^([A-Za-z]{3,9})\s*(?:-|–|—|\bto\b)\s*([A-Za-z]{3,9})[\s-]*(\d{4}|\d{2})$/i.exec(text);
  if (parts) {
    const first = monthNumber(parts[1]!);
    const isQuarter = first % 3 === 1 && monthNumber(parts[2]!) === first + 2;
    return isQuarter ? epochDay(fullYear(parts[3]!), first, 1) : null;
  }
  const day = parseDate(text);
  return day === null ? null : firstDayOf("quarter", day);
}
