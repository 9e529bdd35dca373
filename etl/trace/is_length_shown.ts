import type { Classification } from "../base/classification.ts";
import type { TracedLoad } from "./trace.ts";

/**
 * Whether an audience may see which rows of a load count, and so how many there are: how long a Red list is, is Red. How
 * long any other is, the annex says to everybody.
 *
 * @example
 * ```ts
 * import { isLengthShown } from "./is_length_shown.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const shown = (["amber", "red"] as const).map((classification) => isLengthShown({ classification }, "white"));
 * deepStrictEqual(shown, [true, false]);
 * ```
 */
export function isLengthShown(
  { classification }: Pick<TracedLoad, "classification">,
  audience: Classification,
): boolean {
  return classification !== "red" || audience === "red";
}
