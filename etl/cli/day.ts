import { EXIT, UserError } from "../base/user_error.ts";

/**
 * Checks that a day typed on the command line is in the calendar.
 *
 * @param text `YYYY-MM-DD`
 * @returns The same text
 * @throws {UserError} exit 2, when the text is not a day
 *
 * @example
 * ```ts
 * import { parseDay } from "./day.ts";
 * import { strictEqual, throws } from "node:assert/strict";
 * strictEqual(parseDay("2020-02-29"), "2020-02-29");
 * throws(() => parseDay("2019-02-29"), /write it as YYYY-MM-DD/);
 * ```
 */
export function parseDay(text: string): string {
  const midnight = /^[12]\d{3}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (midnight === null || Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== text) {
    throw new UserError(EXIT.wrongUsage, `Cannot read "${text}" as a day: write it as YYYY-MM-DD, such as 2019-09-30`);
  }
  return text;
}
