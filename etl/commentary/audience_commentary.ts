import { type Classification, mayShow } from "../classification.ts";
import type { Commentary } from "./commentary.ts";

/**
 * A commentary's text as far as an audience may see it, which gives that audience the same paper: of a section above it
 * the heading and the class alone, and nothing of what its authors wrote before the first section.
 *
 * @returns "" when nothing is said of any report
 *
 * @example
 * ```ts
 * import { audienceCommentary } from "./audience_commentary.ts";
 * import { parseCommentary } from "./parse_commentary.ts";
 * import { strictEqual } from "node:assert/strict";
 * const { commentary } = parseCommentary("Note to self.\n## 5 CSR\nClassification: Amber\nUser A sent most.", "2019-07.md");
 * strictEqual(audienceCommentary(commentary, "white"), "## 5 CSR\nClassification: amber\n");
 * ```
 */
export function audienceCommentary(commentary: Commentary, audience: Classification): string {
  const sections = commentary.sections.map(({ reportNumber, reportName, classification, source }) =>
    mayShow(classification, audience) ? source : `## ${reportNumber} ${reportName}\nClassification: ${classification}`
  );
  return sections.length === 0 ? "" : `${sections.join("\n\n")}\n`;
}
