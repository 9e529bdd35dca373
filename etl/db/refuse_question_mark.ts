import { resolve } from "node:path";
import { EXIT, UserError } from "../base/user_error.ts";

/**
 * Rejects a database path that contains a question mark. DuckDB reads the text after `?` as settings, and writes its
 * log under another name.
 *
 * @param action The action on the file, for the message
 * @param fix The fix, for the message
 * @throws {UserError} exit 2
 *
 * @example
 * ```ts
 * import { refuseQuestionMark } from "./refuse_question_mark.ts";
 * import { throws } from "node:assert/strict";
 * refuseQuestionMark("data/w #1.duckdb", "open", "give another --warehouse FILE");
 * throws(() => refuseQuestionMark("data/w?.duckdb", "open", "give another --warehouse FILE"), { exitCode: 2 });
 * ```
 */
export function refuseQuestionMark(path: string, action: string, fix: string): void {
  // Long Windows paths begin with `\\?\`, which is allowed.
  if (!resolve(path).replace(/^\\\\\?\\/, "").includes("?")) return;
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot ${action} "${path}" because DuckDB cannot use a path with a question mark: ${fix}`,
  );
}
