import { EXIT, UserError } from "../base/user_error.ts";

/**
 * Makes the one error that refuses a spreadsheet file. It says which file, the expected format, the reason, and the
 * fix.
 *
 * @param fileName The file's name without its folder
 * @param taken The expected format with its article: `an .xlsx workbook`
 * @param reason The reason, then a semicolon or colon, then the fix
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
