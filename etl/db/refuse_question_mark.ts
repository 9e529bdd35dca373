import { resolve } from "node:path";
import { EXIT, UserError } from "../base/user_error.ts";

/**
 * Refuses a database file that DuckDB cannot write. DuckDB takes what follows a `?` in a path for settings, and keeps its
 * log under another name.
 *
 * @param what Says what is to be done with the file, for the message
 * @param mend Says what to give instead
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
export function refuseQuestionMark(path: string, what: string, mend: string): void {
  // Windows begins its long paths so.
  if (!resolve(path).replace(/^\\\\\?\\/, "").includes("?")) return;
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot ${what} "${path}" because DuckDB cannot use a path with a question mark: ${mend}`,
  );
}
