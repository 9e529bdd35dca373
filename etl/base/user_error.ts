/**
 * The exit codes of the command line.
 *
 * @example A scheduler reads the code, a person reads the message.
 * ```ts
 * import { EXIT } from "./user_error.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(EXIT.inputRejected, 4);
 * ```
 */
export const EXIT = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  busy: 3,
  inputRejected: 4,
  claimFalse: 5,
  refusedByClassification: 6,
} as const;

/**
 * An error that the user can fix. The command line prints its message only, never a stack trace.
 *
 * The message states the action, the place, the rule, the value and the fix, without a final period. Several problems of
 * one input are joined with line breaks, so that the user sees all of them at once. A defect of the program is a plain
 * `Error` instead.
 *
 * @example
 * ```ts
 * import { EXIT, UserError } from "./user_error.ts";
 * import { strictEqual } from "node:assert/strict";
 * const error = new UserError(EXIT.wrongUsage, 'Cannot read "2019-13" as a month: write it as YYYY-MM, such as 2019-07');
 * strictEqual(error.exitCode, 2);
 * ```
 */
export class UserError extends Error {
  override name = "UserError";

  constructor(readonly exitCode: (typeof EXIT)[keyof typeof EXIT], message: string) {
    super(message);
  }
}
