import { epochDay, firstDayOf } from "./calendar_day.ts";

const MONTHS =
  "january february march april may june july august september october november december jan feb mar apr may jun jul aug sep oct nov dec"
    .split(" ");

/** 1 to 12 from `Jul`, `July` or `Sept`; 0 when it is no English month. */
function monthNumber(name: string): number {
  const lower = name.toLowerCase();
  return (lower === "sept" ? 8 : MONTHS.indexOf(lower) % 12) + 1;
}

/** Two digits are a year of this century: no report is older. */
const fullYear = (year: string) => Number(year) + (year.length === 2 ? 2000 : 0);

/**
 * A day written `31/07/2019`, `31-07-2019`, `31.07.2019`, `31 Jul 2019`, `31-July-19`, `2019-07-31` or `2019/07/31`, with or
 * without a time of day after it. Always day before month: 03/04/2019 is 3 April. Two digits are a year behind a month's
 * name only: 03/04/19 could be a day in 2003.
 *
 * @param text Without white space around it
 * @returns Days since 1970-01-01, or null when it is no day of 2000 to 2099
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
 * A month written `Jul-19`, `July 2019`, `2019-07`, `07/2019`, or any date in it.
 *
 * @param text Without white space around it
 * @returns The month's first day in days since 1970-01-01, or null when it is no month of 2000 to 2099
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
 * A calendar quarter written `2019 Q2`, `Q2 2019`, `Q2-19`, `Apr-Jun 2019`, `April to June 2019`, or any date in it.
 *
 * @param text Without white space around it
 * @returns The quarter's first day in days since 1970-01-01, or null when it is no calendar quarter of 2000 to 2099
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
