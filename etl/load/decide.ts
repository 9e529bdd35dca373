import type { Difference } from "./compare_period.ts";
import type { CountsAs } from "./standing.ts";

/** What is known of a file and one of its periods. */
export interface Circumstances {
  /** What the contract says a later file replaces. */
  readonly replaces: "period" | "key";
  /** Whether the file says that it is a re-issue, or the user does. */
  readonly isReissue: boolean;
  /** Whether the user accepts that most rows go. */
  readonly acceptsLoss: boolean;
  /** Whether it is the file's main period. */
  readonly isMain: boolean;
  /** Whether a re-issue of the period stands, or did before others joined it. */
  readonly isReissued: boolean;
  /** Whether all that stands came with files of another main period. */
  readonly areStrays: boolean;
  /** Whether another file of this call, which is no re-issue either, brought the period. */
  readonly isContested: boolean;
}

/**
 * Why a file is refused for a period.
 *
 * - `shrinks`: rows would go, and it is no re-issue
 * - `foreign`: it would change a period that is not its main one, and is no re-issue
 * - `reissued`: it would change a period that was re-issued, and is no re-issue
 * - `stale`: it would turn rows back to an earlier file's
 * - `contested`: another file of this call has other values
 * - `loss`: it has fewer than half of the rows that stand
 */
export type Refusal = "shrinks" | "foreign" | "reissued" | "stale" | "contested" | "loss";

/**
 * Decides how a file's rows for a period count, where rows of other files stand for it.
 *
 * A re-issue replaces its main period when it has at least half as many rows. With fewer rows it is refused until the
 * loss is accepted. In another period, rows that share no key with it are stragglers and join it.
 *
 * @returns How it counts, or why it does not
 *
 * @example
 * ```ts
 * import { decide } from "./decide.ts";
 * import { strictEqual } from "node:assert/strict";
 * const straggler = { before: 5, brought: 1, added: 1, gone: 5, changed: 0, turnedBack: 0, sums: new Map() };
 * const file = { isReissue: false, acceptsLoss: false, isMain: false, isReissued: false, areStrays: false, isContested: false };
 * strictEqual(decide({ ...file, replaces: "key" }, straggler), "added");
 * strictEqual(decide({ ...file, replaces: "period" }, straggler), "foreign");
 * strictEqual(decide({ ...file, replaces: "period", isReissue: true }, straggler), "added");
 * ```
 */
export function decide(file: Circumstances, difference: Difference): CountsAs | Refusal {
  if (isOwnFileOfStrays(file, difference)) return "added";
  return file.isReissue ? decideReissue(file, difference) : decideOther(file, difference);
}

/** The period's own file comes after a few stragglers of it: it joins them, whichever came first. */
function isOwnFileOfStrays(file: Circumstances, { before, brought, gone }: Difference): boolean {
  return file.replaces === "period" && file.isMain && file.areStrays && gone === before && before * 2 <= brought;
}

function decideReissue(file: Circumstances, difference: Difference): CountsAs | Refusal {
  const { before, brought, added, gone, changed } = difference;
  // Late rows of another month: they share no key with those that stand.
  if (file.replaces === "period" && !file.isMain && gone === before) return "added";
  if (brought * 2 >= before) return "whole";
  if (file.isMain) return file.acceptsLoss ? "whole" : "loss";
  if (file.replaces === "key") return "added";
  if (added === 0 && changed === 0) return "repeated";
  return file.acceptsLoss ? "whole" : "loss";
}

function decideOther(file: Circumstances, difference: Difference): CountsAs | Refusal {
  const { added, gone, changed, turnedBack } = difference;
  if (file.replaces === "key") {
    if (added === 0 && changed === 0) return "added";
    if (file.isReissued && (changed > 0 || file.isMain)) return "reissued";
    if (turnedBack > 0) return "stale";
    return changed > 0 && file.isContested ? "contested" : "added";
  }
  if (added === 0 && changed === 0) {
    if (gone === 0) return "whole";
    if (!file.isMain) return "repeated";
  }
  if (file.isReissued) return "reissued";
  if (!file.isMain) return "foreign";
  return gone > 0 ? "shrinks" : "whole";
}
