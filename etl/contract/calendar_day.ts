const DAY = 86_400_000;

/**
 * Counts the days from 1970-01-01 to a calendar day. Null when the day does not exist (29 February 2019) or its year is
 * outside 2000 to 2099. Smart metering has no other years. A cell such as 05/01/1900 is a number with the wrong format.
 *
 * @example
 * ```ts
 * import { epochDay } from "./calendar_day.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(epochDay(2000, 1, 1), 10957);
 * strictEqual(epochDay(2019, 2, 29), null);
 * ```
 */
export function epochDay(year: number, month: number, day: number): number | null {
  if (!(year >= 2000 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null;
  const time = Date.UTC(year, month - 1, day);
  return new Date(time).getUTCDate() === day ? time / DAY : null;
}

/**
 * Returns the first day of the calendar month or quarter that contains a day. Both are days since 1970-01-01.
 *
 * @example
 * ```ts
 * import { epochDay, firstDayOf } from "./calendar_day.ts";
 * import { strictEqual } from "node:assert/strict";
 * const day = epochDay(2019, 6, 30)!;
 * strictEqual(firstDayOf("month", day), epochDay(2019, 6, 1));
 * strictEqual(firstDayOf("quarter", day), epochDay(2019, 4, 1));
 * ```
 */
export function firstDayOf(unit: "month" | "quarter", day: number): number {
  const date = new Date(day * DAY);
  const month = date.getUTCMonth();
  return Date.UTC(date.getUTCFullYear(), unit === "month" ? month : month - month % 3, 1) / DAY;
}
