/**
 * Finds loads that alone give a figure, and none of which can be left out.
 *
 * What is left out is left out for good, so that at the end the figure has been seen to be the same from the loads that
 * stay and nothing else. Many are tried at once, as most loads have no part in a figure: a whole group, then all of it but
 * its last one, two, four …, then halves.
 *
 * @param groups All loads there are, those that stand or fall together in one group; in it the least likely first: of two
 * of which either one would do, the later one stays
 * @param isSame Whether the figure is the same from these loads alone
 * @returns The loads that stay, in the order given
 *
 * @example A figure that is a sum over loads 3 and 5.
 * ```ts
 * import { dependingLoads } from "./depending_loads.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const isSame = (kept: readonly number[]) => Promise.resolve(kept.includes(3) && kept.includes(5));
 * deepStrictEqual(await dependingLoads([[1, 2, 3], [4, 5, 6]], isSame), [3, 5]);
 * ```
 */
export async function dependingLoads(
  groups: readonly (readonly number[])[],
  isSame: (kept: readonly number[]) => Promise<boolean>,
): Promise<number[]> {
  let kept = groups.flat();
  /** How many loads there were when one was last seen to be needed. */
  const neededAmong = new Map<number, number>();
  const canGo = async (some: readonly number[]): Promise<boolean> => {
    const gone = new Set(some);
    const rest = kept.filter((load) => !gone.has(load));
    const isGone = await isSame(rest);
    if (isGone) kept = rest;
    else if (some.length === 1) neededAmong.set(some[0]!, kept.length);
    return isGone;
  };
  const halve = async (some: readonly number[]): Promise<void> => {
    if (some.length === 0 || await canGo(some) || some.length === 1) return;
    const half = Math.ceil(some.length / 2);
    await halve(some.slice(0, half));
    await halve(some.slice(half));
  };
  const undecided: (readonly number[])[] = [];
  for (const group of groups) if (group.length > 0 && !await canGo(group)) undecided.push(group);
  for (const group of undecided) {
    let tail = 1;
    while (tail < group.length && !await canGo(group.slice(0, -tail))) tail *= 2;
    // All of it together is known to be needed; so are its halves looked at, of as much as stayed.
    await halve(group.slice(-tail).filter((load) => kept.includes(load)));
  }
  // Without what went after it, a load that was needed may be needed no more.
  for (let before = Infinity; kept.length < before;) {
    before = kept.length;
    for (const load of [...kept]) if (neededAmong.get(load) !== kept.length) await canGo([load]);
  }
  return kept;
}
