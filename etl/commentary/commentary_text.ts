import { type Classification, mayShow } from "../base/classification.ts";
import { parseCommentary } from "./parse_commentary.ts";
import type { CommentaryFile } from "./read_commentary.ts";

/**
 * The part of a commentary that decides about an audience's paper, which it gives again: of a section above the audience
 * the heading and the class alone, and nothing of what its authors wrote before the first section.
 *
 * @param isSynthetic Whether the annex is made of synthetic samples: a commentary on those is none on others
 * @returns Null when it says nothing of any report
 *
 * @example
 * ```ts
 * import { commentaryText } from "./commentary_text.ts";
 * import { strictEqual } from "node:assert/strict";
 * const file = { place: "2019-07.md", text: "Note to self.\n## 5 CSR\nClassification: Amber\nUser A sent most." };
 * strictEqual(commentaryText(file, "white", false), "## 5 CSR\nClassification: amber\n");
 * ```
 */
export function commentaryText(
  file: CommentaryFile | null,
  audience: Classification,
  isSynthetic: boolean,
): string | null {
  if (file === null) return null;
  const { isForSamples, sections } = parseCommentary(file.text, file.place).commentary;
  if (sections.length === 0 || (isForSamples && !isSynthetic)) return null;
  const texts = sections.map(({ reportNumber, reportName, classification, source }) =>
    mayShow(classification, audience) ? source : `## ${reportNumber} ${reportName}\nClassification: ${classification}`
  );
  return `${texts.join("\n\n")}\n`;
}
