import { isoText } from "./iso_date.ts";

const DAY = 86_400_000;
/** 30 December 1899. In the 1900 system, serials from 61 on count days from here. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/**
 * Whether a number format shows a day: it contains a year, a month or a day. A time of day or an elapsed time alone is
 * not a date. It stays a number with its format.
 *
 * @param format A number format code as the file stores it
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
  // Literals (quoted, escaped, padding, fill) and styling (colour, condition, locale) carry no date part.
  const bare = format
    .replace(/"[^"]*"?|\\.|_.|\*./gs, "")
    .replace(/\[(h+|m+|s+)\]/gi, "h")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/am\/pm|a\/p/gi, "h")
    .toLowerCase();
  for (const section of bare.split(";")) {
    if (/[yd]/.test(section)) return true;
    // An m after an hour or before a second is a minute, otherwise a month (ECMA-376 part 1, 18.8.31).
    const units = section.replace(/[^hms]/g, "").replace(/(.)\1+/g, "$1");
    if (/(^|[^h])m($|[^s])/.test(units)) return true;
  }
  return false;
}

/**
 * Converts a serial to an ISO date without a zone: `2019-07-01`, or `2019-07-01T13:05:00` when it has a time of day.
 * Milliseconds appear when they are not zero. The time is rounded to the nearest millisecond, because a binary fraction
 * of a day is not exact. Null when the serial is not a day of its calendar: before the first day, 29 February 1900, or
 * after the year 9999.
 *
 * @param serial Days since the epoch
 * @param epoch 1900, or 1904 if the workbook says so
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
  // Excel copies the 29 February 1900 of Lotus 1-2-3 as day 60. So the days before it are one later than the epoch
  // says.
  if (epoch === 1900 && (day < 1 || day === 60)) return null;
  const shift = epoch === 1900 && day < 60 ? DAY : 0;
  const since = (epoch === 1900 ? EPOCH_1900 : EPOCH_1904) + milliseconds + shift;
  if (day < 0 || !(since < Date.UTC(10_000, 0, 1))) return null;
  return isoText(since);
}
