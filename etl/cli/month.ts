import { EXIT, UserError } from "../base/user_error.ts";

/**
 * The first day of a month typed on the command line. Views store a month in this form.
 *
 * @param text `YYYY-MM`
 * @returns `YYYY-MM-01`
 * @throws {UserError} exit 2, when the text is not a month
 *
 * @example
 * ```ts
 * import { firstOfMonth } from "./month.ts";
 * import { strictEqual, throws } from "node:assert/strict";
 * strictEqual(firstOfMonth("2019-07"), "2019-07-01");
 * throws(() => firstOfMonth("2019-13"), /write it as YYYY-MM/);
 * ```
 */
export function firstOfMonth(text: string): string {
  if (!/^[12]\d{3}-(0[1-9]|1[0-2])$/.test(text)) {
    throw new UserError(EXIT.wrongUsage, `Cannot read "${text}" as a month: write it as YYYY-MM, such as 2019-07`);
  }
  return `${text}-01`;
}
