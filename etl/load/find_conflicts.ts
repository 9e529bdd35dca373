/** What a file claims to bring, for the question whether another one claims the same. */
export interface Claim {
  /** The file's name. */
  readonly name: string;
  readonly isReissue: boolean;
  /** What it brings, in words: `csr_variance 2019-07`. */
  readonly periods: readonly string[];
}

/**
 * Finds files of one call, in the order in which they would count, that bring the same period of the same extract, where nothing says which one counts. One file
 * and one re-issue of it are no conflict: the re-issue counts.
 *
 * @returns For each claim a sentence about its first conflict, or null where there is none
 *
 * @example
 * ```ts
 * import { findConflicts } from "./find_conflicts.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const july = { isReissue: false, periods: ["csr_variance 2019-07"] };
 * const [first, second] = findConflicts([{ name: "a.xlsx", ...july }, { name: "b.xlsx", ...july }]);
 * deepStrictEqual(first?.startsWith('Cannot load "a.xlsx" because "b.xlsx" brings csr_variance 2019-07, too'), true);
 * deepStrictEqual(second?.endsWith('or give --reissue, and "b.xlsx", the last of them, counts'), true);
 * deepStrictEqual(findConflicts([{ name: "a.xlsx", ...july }, { name: "b.xlsx", ...july, isReissue: true }]), [null, null]);
 * ```
 */
export function findConflicts(claims: readonly Claim[]): (string | null)[] {
  const claimants = new Map<string, Claim[]>();
  for (const claim of claims) {
    for (const period of new Set(claim.periods)) {
      const id = `${claim.isReissue} ${period}`;
      claimants.set(id, [...claimants.get(id) ?? [], claim]);
    }
  }
  return claims.map((claim) => {
    for (const period of claim.periods) {
      const all = claimants.get(`${claim.isReissue} ${period}`)!;
      if (all.length > 1) return describe(claim, all, period);
    }
    return null;
  });
}

function describe(claim: Claim, all: readonly Claim[], period: string): string {
  const names = all.filter((other) => other !== claim).map(({ name }) => `"${name}"`);
  const bring = names.length === 1 ? "brings" : "bring";
  return `Cannot load "${claim.name}" because ${names.join(" and ")} ${bring} ${period}, too` +
    (claim.isReissue
      ? " and each says it is a re-issue: load the one that counts alone, or "
      : ": put re-issue in the name of the one that counts, or ") +
    `give --reissue, and "${all.at(-1)!.name}", the last of them, counts`;
}
