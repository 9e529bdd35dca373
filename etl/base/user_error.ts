/**
 * What the process tells its caller: the exit codes of the command line.
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
 * An error a user can mend: printed as its message and nothing else, never as a stack trace. A defect of the program is
 * a plain `Error`.
 *
 * The message states action, place, rule, value and how to mend it, without a final period. Several problems of one
 * input are joined with line breaks, so that all of them are seen at once.
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
