import { EXIT, UserError } from "./user_error.ts";

/**
 * The four classes of the Panel Information Policy, from public to Panel only.
 *
 * White is public. Green is for SEC Parties (unverified). Amber is controlled. Red is for the SEC Panel only.
 */
export const CLASSES = ["white", "green", "amber", "red"] as const;

/** A class of information. Every column, query and output has one. */
export type Classification = (typeof CLASSES)[number];

/**
 * Whether content of one class may be shown to an audience cleared for another.
 *
 * @param content The class of the content
 * @param audience The class the audience is cleared for
 *
 * @example
 * ```ts
 * import { mayShow } from "./classification.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(mayShow("white", "amber"), true);
 * strictEqual(mayShow("red", "amber"), false);
 * ```
 */
export function mayShow(content: Classification, audience: Classification): boolean {
  return CLASSES.indexOf(content) <= CLASSES.indexOf(audience);
}

/**
 * The most restrictive of the classes; white when there are no classes.
 *
 * @example
 * ```ts
 * import { highest } from "./classification.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(highest(["white", "red", "green"]), "red");
 * ```
 */
export function highest(classes: Iterable<Classification>): Classification {
  let rank = 0;
  for (const one of classes) rank = Math.max(rank, CLASSES.indexOf(one));
  return CLASSES[rank]!;
}

/**
 * Reads a class from the command line.
 *
 * @throws {UserError} exit 2, when the text names no class
 *
 * @example
 * ```ts
 * import { parseClassification } from "./classification.ts";
 * import { strictEqual, throws } from "node:assert/strict";
 * strictEqual(parseClassification("Amber"), "amber");
 * throws(() => parseClassification("pink"), /white, green, amber or red/);
 * ```
 */
export function parseClassification(text: string): Classification {
  const found = CLASSES.find((one) => one === text.toLowerCase());
  if (found === undefined) {
    throw new UserError(EXIT.wrongUsage, `Cannot use "${text}" as a classification: use white, green, amber or red`);
  }
  return found;
}
