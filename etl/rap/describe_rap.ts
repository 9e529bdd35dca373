import type { RapItem } from "./rap_item.ts";

/**
 * The checklists as people read them: under each subject a line an item, then how many are met.
 *
 * @example
 * ```ts
 * import { describeRap } from "./describe_rap.ts";
 * import { strictEqual } from "node:assert/strict";
 * const item = { subject: "RAP baseline", item: "README", isEssential: true, status: "met", evidence: "README.md" } as const;
 * strictEqual(describeRap([item]), "RAP baseline: 1 met\n  met      README – README.md");
 * ```
 */
export function describeRap(items: readonly RapItem[]): string {
  return [...Map.groupBy(items, ({ subject }) => subject)].map(([subject, group]) => {
    const counts = (["met", "not met", "person"] as const)
      .map((status) => [group.filter((item) => item.status === status).length, status] as const)
      .filter(([count]) => count > 0)
      .map(([count, status]) => `${count} ${status === "person" ? "for a person to attest" : status}`);
    const lines = group.map(({ item, isEssential, status, evidence }) =>
      `  ${status.padEnd(8)} ${item}${isEssential ? "" : " (desirable)"} – ${evidence}`
    );
    return [`${subject}: ${counts.join(", ")}`, ...lines].join("\n");
  }).join("\n\n");
}
