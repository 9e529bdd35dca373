import { type Classification, mayShow } from "../base/classification.ts";
import { MARKINGS } from "../base/marking.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/**
 * Refuses an answer above the class of the audience it is asked for.
 *
 * @param content The answer's class
 * @param audience null when it is for nobody but the analyst
 * @throws {UserError} 6 when the audience may not see it
 *
 * @example
 * ```ts
 * import { refuseAbove } from "./refuse_above.ts";
 * import { throws } from "node:assert/strict";
 * refuseAbove("amber", null);
 * throws(() => refuseAbove("amber", "white"), { exitCode: 6 });
 * ```
 */
export function refuseAbove(content: Classification, audience: Classification | null): void {
  if (audience === null || mayShow(content, audience)) return;
  throw new UserError(
    EXIT.refusedByClassification,
    `Cannot answer for the ${MARKINGS[audience].label} audience because the answer is ${
      MARKINGS[content].label
    }: ask ` +
      `columns released to it, or ask for the ${MARKINGS[content].label} audience`,
  );
}
