import { EXIT, UserError } from "../base/user_error.ts";

/**
 * The one refusal of a spreadsheet file: which file, what it was taken for, why it cannot be read, and how to mend it.
 *
 * @param fileName The file's name without its folder
 * @param taken What the reader took it for, with its article: `an .xlsx workbook`
 * @param reason Why, and after a semicolon or colon how to mend it
 *
 * @example
 * ```ts
 * import { unreadable } from "./unreadable.ts";
 * import { strictEqual } from "node:assert/strict";
 * const error = unreadable("july.xlsx", "an .xlsx workbook", "it is empty (0 bytes); ask the sender for it again");
 * strictEqual(error.message, 'Cannot read "july.xlsx" as an .xlsx workbook: it is empty (0 bytes); ask the sender for it again');
 * strictEqual(error.exitCode, 4);
 * ```
 */
export function unreadable(fileName: string, taken: string, reason: string): UserError {
  return new UserError(EXIT.inputRejected, `Cannot read "${fileName}" as ${taken}: ${reason}`);
}
