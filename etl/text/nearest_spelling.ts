/**
 * Finds the accepted spelling that a mistyped text most likely means.
 *
 * A few letters may be missing, added, wrong or swapped.
 *
 * @param text The written text, in the same case and form as `accepted`
 * @returns One of `accepted`, or null when none is near enough
 *
 * @example
 * ```ts
 * import { nearestSpelling } from "./nearest_spelling.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(nearestSpelling("regoin", ["region", "reason"]), "region");
 * strictEqual(nearestSpelling("colour", ["region", "reason"]), null);
 * ```
 */
export function nearestSpelling(text: string, accepted: Iterable<string>): string | null {
  let best: string | null = null;
  let bestEdits = Infinity;
  for (const spelling of accepted) {
    // With more than a third of its letters wrong, it is another word.
    const limit = Math.floor(Math.max(text.length, spelling.length) / 3);
    if (Math.abs(text.length - spelling.length) > limit) continue;
    const edits = editDistance(text, spelling);
    if (edits <= limit && edits < bestEdits) {
      best = spelling;
      bestEdits = edits;
    }
  }
  return best;
}

/**
 * The hint in an error about a mistyped word: the nearest known word, or another hint.
 *
 * @param word The typed word
 * @param known The words it can mean
 * @param otherwise The hint when no known word is near
 *
 * @example
 * ```ts
 * import { didYouMean } from "./nearest_spelling.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(didYouMean("sqll", ["sql", "run"], "use sql or run"), "did you mean sql");
 * strictEqual(didYouMean("paint", ["sql", "run"], "use sql or run"), "use sql or run");
 * ```
 */
export function didYouMean(word: string, known: Iterable<string>, otherwise: string): string {
  const near = nearestSpelling(word, known);
  return near === null ? otherwise : `did you mean ${near}`;
}

/** The number of letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const current = [i];
    for (let j = 1; j <= right.length; j++) {
      const isSame = left[i - 1] === right[j - 1];
      let edits = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (isSame ? 0 : 1));
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (isSwap) edits = Math.min(edits, before[j - 2]! + 1);
      current.push(edits);
    }
    before = previous;
    previous = current;
  }
  return previous[right.length]!;
}
