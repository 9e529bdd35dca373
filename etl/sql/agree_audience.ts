import type { Classification } from "../base/classification.ts";
import { MARKINGS } from "../base/marking.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/**
 * The audience of a call that can name it in two places: `--audience` or the shell's `.audience`, and the parameter
 * `audience=` of a query. Neither overrules the other.
 *
 * @param set For whom the session asks; null when it asks for the analyst alone
 * @param named What the query names; null when it names none
 * @throws {UserError} 2, when both are there and differ
 *
 * @example
 * ```ts
 * import { agreeAudience } from "./agree_audience.ts";
 * import { strictEqual, throws } from "node:assert/strict";
 * strictEqual(agreeAudience("white", null), "white");
 * strictEqual(agreeAudience(null, "amber"), "amber");
 * throws(() => agreeAudience("white", "red"), { exitCode: 2 });
 * ```
 */
export function agreeAudience(set: Classification | null, named: Classification | null): Classification | null {
  if (set === null || named === null || set === named) return named ?? set;
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot answer for the ${MARKINGS[named].label} audience because the ${
      MARKINGS[set].label
    } audience is set: give one of ` +
      "them",
  );
}
