import { isoText } from "./iso_date.ts";

const DAY = 86_400_000;
/** 30 December 1899, from which serials from 61 on count the days in the 1900 system. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/**
 * Whether a number format shows a day: it has a year, a month or a day in it. A time of day or an elapsed time alone is
 * no date, and stays a number with its format.
 *
 * @param format A number format code as the file holds it
 *
 * @example
 * ```ts
 * import { isDateFormat } from "./excel_date.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(["dd/mm/yyyy", "mmm-yy", '[$-809]d" of "mmmm', "h:mm"].map(isDateFormat), [true, true, true, false]);
 * deepStrictEqual(["General", "0.0%", '0 "days"', "[Red]0", "mm:ss.0", "0.00E+00"].some(isDateFormat), false);
 * ```
 */
export function isDateFormat(format: string): boolean {
  const known = knownFormats.get(format);
  if (known !== undefined) return known;
  const is = showsDay(format);
  if (knownFormats.size < 10_000) knownFormats.set(format, is);
  return is;
}

const knownFormats = new Map<string, boolean>();

function showsDay(format: string): boolean {
  if (/^(general|standard)$/i.test(format)) return false;
  // What is only shown (quoted, escaped, padding, fill) or only styles (colour, condition, locale) says nothing.
  const bare = format
    .replace(/"[^"]*"?|\\.|_.|\*./gs, "")
    .replace(/\[(h+|m+|s+)\]/gi, "h")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/am\/pm|a\/p/gi, "h")
    .toLowerCase();
  for (const section of bare.split(";")) {
    if (/[yd]/.test(section)) return true;
    // An m is a minute behind an hour or before a second, otherwise a month (ECMA-376 part 1, 18.8.31).
    const units = section.replace(/[^hms]/g, "").replace(/(.)\1+/g, "$1");
    if (/(^|[^h])m($|[^s])/.test(units)) return true;
  }
  return false;
}

/**
 * The date a serial stands for as ISO text without a zone: `2019-07-01`, with `T13:05:00` (and milliseconds where there
 * are any) when it has a time of day. Rounded to the nearest millisecond, which undoes what a binary fraction of a day
 * loses. Null when the serial is no day of its calendar: below the first day, 29 February 1900, past the year 9999.
 *
 * @param serial Days since the epoch
 * @param epoch 1900, or 1904 as the workbook says
 *
 * @example
 * ```ts
 * import { serialToIso } from "./excel_date.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(serialToIso(43647, 1900), "2019-07-01");
 * strictEqual(serialToIso(42185.5, 1904), "2019-07-01T12:00:00");
 * strictEqual(serialToIso(60, 1900), null);
 * ```
 */
export function serialToIso(serial: number, epoch: 1900 | 1904): string | null {
  const milliseconds = Math.round(serial * DAY);
  const day = Math.floor(milliseconds / DAY);
  // Excel keeps Lotus 1-2-3's 29 February 1900 as day 60: the days before it stand one later than the epoch says.
  if (epoch === 1900 && (day < 1 || day === 60)) return null;
  const shift = epoch === 1900 && day < 60 ? DAY : 0;
  const since = (epoch === 1900 ? EPOCH_1900 : EPOCH_1904) + milliseconds + shift;
  if (day < 0 || !(since < Date.UTC(10_000, 0, 1))) return null;
  return isoText(since);
}
