/**
 * How far a time zone's clocks are ahead of UTC at a moment, in minutes. DuckDB in the browser knows no time zones, so a
 * load works it out once and the warehouse keeps the number.
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
  // Both in whole minutes: the parts have no seconds.
  return local / 60_000 - Math.floor(moment.getTime() / 60_000);
}

/**
 * The day it is in a time zone at a moment, `yyyy-mm-dd`.
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
