/**
 * The offset of a time zone from UTC at a moment, in minutes; positive east of UTC.
 *
 * DuckDB in the browser has no time zones. Each load therefore computes the offset and stores it in the warehouse.
 *
 * @param zone An IANA name
 * @throws {RangeError} when there is no such zone
 *
 * @example
 * ```ts
 * import { utcOffsetMinutes } from "./local_time.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(utcOffsetMinutes(new Date("2019-07-01T12:00:00Z"), "Europe/London"), 60);
 * strictEqual(utcOffsetMinutes(new Date("2019-01-01T12:00:00Z"), "Europe/London"), 0);
 * ```
 */
export function utcOffsetMinutes(moment: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((one) => one.type === type)!.value);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  // Both are whole minutes, because the parts have no seconds.
  return local / 60_000 - Math.floor(moment.getTime() / 60_000);
}

/**
 * The local day in a time zone at a moment, `yyyy-mm-dd`.
 *
 * @example
 * ```ts
 * import { localDay } from "./local_time.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(localDay(new Date("2019-07-31T23:30:00Z"), "Europe/London"), "2019-08-01");
 * ```
 */
export function localDay(moment: Date, zone: string): string {
  return new Date(moment.getTime() + utcOffsetMinutes(moment, zone) * 60_000).toISOString().slice(0, 10);
}
