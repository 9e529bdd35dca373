import { firstDayOf } from "./calendar_day.ts";
import { plainHyphens } from "./plain_hyphens.ts";
import { parseMonth, parseQuarter } from "./parse_day.ts";

const MONTH = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|" +
  "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const YEAR = "20\\d\\d(?![\\d/])";

/** Months named one by one, or as a range. A day before the month makes it a date. */
const NAMED = new RegExp(
  `(?<![a-z]|\\d\\s?|\\d(?:st|nd|rd|th) )(${MONTH})(?:\\s*(?:-|to|and|&)\\s*(${MONTH}))?[\\s_'-]*(${YEAR})`,
  "gi",
);
const NUMBERED = /(?<!\d|\d[-_.])(20\d\d)[-_.](0[1-9]|1[0-2])(?![-_.]?\d)/g;
const QUARTERS = new RegExp(`(?<![a-z\\d])q([1-4])[\\s_-]*(${YEAR})|(?<!\\d)(20\\d\\d)[\\s_-]*q([1-4])(?!\\d)`, "gi");

/** Words that mark a date other than the reporting period. */
const OTHER_DATE =
  /\b(?:as at|published|issued(?! again)|produced|created|printed|extracted|run on|version|meeting|due)\b/i;

/**
 * Finds the first and last month named in a file name or title. Each is given as its first day.
 *
 * @returns Days since 1970-01-01. Null when the text names no month or quarter, or mentions another kind of date.
 *
 * @example
 * ```ts
 * import { epochDay } from "./calendar_day.ts";
 * import { namedMonths } from "./named_months.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const july = epochDay(2019, 7, 1);
 * deepStrictEqual(namedMonths("csr-2019-07.xlsx"), { first: july, last: july });
 * deepStrictEqual(namedMonths("May to July 2019"), { first: epochDay(2019, 5, 1), last: july });
 * deepStrictEqual(namedMonths("As at 14 August 2019"), null);
 * ```
 */
export function namedMonths(said: string): { readonly first: number; readonly last: number } | null {
  const text = plainHyphens(said);
  if (OTHER_DATE.test(text)) return null;
  const months: (number | null)[] = [];
  for (const [, from, to, year] of text.matchAll(NAMED)) {
    months.push(parseMonth(`${from} ${year}`));
    if (to !== undefined) months.push(parseMonth(`${to} ${year}`));
  }
  for (const [, year, month] of text.matchAll(NUMBERED)) months.push(parseMonth(`${year}-${month}`));
  for (const [, quarter, year, otherYear, otherQuarter] of text.matchAll(QUARTERS)) {
    const first = parseQuarter(`${year ?? otherYear} Q${quarter ?? otherQuarter}`);
    if (first !== null) months.push(first, firstDayOf("month", first + 75));
  }
  const known = months.filter((month) => month !== null);
  return known.length === 0 ? null : { first: Math.min(...known), last: Math.max(...known) };
}
