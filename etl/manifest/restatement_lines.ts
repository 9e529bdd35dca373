import type { Restatement } from "./restate.ts";

/**
 * A restatement as lines for a terminal: the paper, each figure that changed, and the notes for the next paper.
 *
 * @example
 * ```ts
 * import { restatementLines } from "./restatement_lines.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const paper = { publication_id: 1, month: "2019-07-01", audience: "white" as const, published_at: "2019-08-20" };
 * deepStrictEqual(restatementLines({ ...paper, figures: [] }), ["2019-07 (white), published 2019-08-20"]);
 * ```
 */
export function restatementLines(paper: Restatement): string[] {
  const lines = [`${paper.month.slice(0, 7)} (${paper.audience}), published ${paper.published_at.slice(0, 10)}`];
  for (const { table, key, column, change, cause, ...figure } of paper.figures) {
    const row = Object.values(key).join(", ");
    const oneLine = (text: string | null) => text === null ? "[x]" : text.replaceAll(/\s+/g, " ");
    const says = change === "changed" ? "" : ` (row ${change})`;
    const why = cause === "definition" ? "; by a changed definition" : "";
    lines.push(`  ${table} [${row}] ${column}: ${oneLine(figure.old)} -> ${oneLine(figure.new)}${says}${why}`);
  }
  for (const { note } of paper.figures) if (note !== null) lines.push(`  Note: ${note}`);
  return lines;
}
