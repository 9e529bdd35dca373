import type { Classification } from "../base/classification.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** The name under which a refusal crosses from the kernel to the program that runs it: all that is left of its kind. */
export const REFUSED = "RefusedQuery";

/**
 * A query that reads what the audience may not see.
 *
 * @example
 * ```ts
 * import { RefusedQuery } from "./refused_query.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(new RefusedQuery("amber", "white").exitCode, 6);
 * ```
 */
export class RefusedQuery extends UserError {
  override name = REFUSED;

  constructor(content: Classification, audience: Classification) {
    super(
      EXIT.refusedByClassification,
      `Cannot show this query to a ${audience} audience because what it reads is ${content}: ` +
        `query a view released to ${audience}, or run it for --audience ${content} (ANNEXA_AUDIENCE=${content})`,
    );
  }
}
