const DAY = 86_400_000;

/**
 * Formats a moment as in a cell: `2019-07-01`, or `2019-07-01T13:05:00` when it has a time of day. Milliseconds appear
 * when they are not zero. No time zone is applied.
 *
 * @param milliseconds Since 1 January 1970, whole
 *
 * @example
 * ```ts
 * import { isoText } from "./iso_date.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(isoText(0), "1970-01-01");
 * strictEqual(isoText(1500), "1970-01-01T00:00:01.500");
 * ```
 */
export function isoText(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  if (iso.endsWith("T00:00:00.000Z")) return iso.slice(0, 10);
  return iso.slice(0, iso.endsWith(".000Z") ? 19 : 23);
}

/**
 * Parses an ISO 8601 date into the form of a cell: `2019-07-01`, or `2019-07-01T13:05:00` when it has a time of day.
 * Null when the text is not such a date, or has an offset from UTC.
 *
 * @example
 * ```ts
 * import { isoDate } from "./iso_date.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(isoDate("2019-07-01T00:00:00.000"), "2019-07-01");
 * strictEqual(isoDate("2019-07-01T13:05"), "2019-07-01T13:05:00");
 * strictEqual(isoDate("2019-02-30"), null);
 * ```
 */
export function isoDate(text: string): string | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T([\d:.]+)Z?)?$/.exec(text) ?? [];
  const fraction = time === undefined ? 0 : dayFraction(time);
  if (day === undefined || fraction === null) return null;
  const since = Date.parse(`${day}T00:00:00Z`);
  // Date.parse() accepts 30 February and returns 2 March.
  if (Number.isNaN(since) || !new Date(since).toISOString().startsWith(day)) return null;
  return isoText(since + Math.round(fraction * DAY));
}

/**
 * Converts a time to a fraction of a day: `13:05`, `13:05:00`, `13:05:00.5`, or `PT13H05M00S` as in OpenDocument. Null
 * for anything else. An OpenDocument duration may be longer than a day.
 *
 * @example
 * ```ts
 * import { dayFraction } from "./iso_date.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(dayFraction("06:00:00"), 0.25);
 * strictEqual(dayFraction("PT36H00M00S"), 1.5);
 * strictEqual(dayFraction("24:00"), null);
 * ```
 */
export function dayFraction(text: string): number | null {
  const clock = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?$/.exec(text);
  const duration = /^(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?$/.exec(text);
  const [sign, hours, minutes, seconds] = clock ? ["", clock[1], clock[2], clock[3]] : (duration ?? [""]).slice(1);
  if (sign === undefined) return null;
  const total = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number((seconds ?? "0").replace(",", "."));
  return (sign === "-" ? -total : total) / 86_400;
}
