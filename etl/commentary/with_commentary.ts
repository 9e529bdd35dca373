import type { PanelDocument, Section } from "../annex/panel_document.ts";
import { commentarySections } from "./commentary_sections.ts";
import type { RenderedCommentary } from "./render_commentary.ts";

/** Where the commentary on a report without a section of its own stands: before this one. */
const BEFORE = "recommendations";

/**
 * Puts the commentary into the paper or the headlines: one section per report, after the section of the report that
 * carries it. Without such a section it is before the recommendations, or at the end. A section above the audience is
 * named by its title.
 *
 * @param paper Not changed
 *
 * @example
 * ```ts
 * import { withCommentary } from "./with_commentary.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const paper = {
 *   title: "DCC Reporting", facts: [], classification: "white", isSynthetic: false, month: "2019-07-01",
 *   orientation: "portrait", sections: [{ id: "report_5", heading: "3.5 CSR", level: 3, blocks: [] }],
 * } as const;
 * const said = { reportNumber: 5, reportName: "CSR", carrierNumber: 5, classification: "white", blocks: [] } as const;
 * const { sections } = withCommentary(paper, { sections: [said], warnings: [] });
 * deepStrictEqual(sections.map((section) => section.id), ["report_5", "commentary_5"]);
 * ```
 */
export function withCommentary(paper: PanelDocument, commentary: RenderedCommentary): PanelDocument {
  const sections = [...paper.sections];
  for (const { carrierNumber, section } of commentarySections(commentary)) {
    sections.splice(placeOf(sections, carrierNumber), 0, { ...section, heading: `Commentary: ${section.heading}` });
  }
  return { ...paper, sections };
}

function placeOf(sections: readonly Section[], carrierNumber: number): number {
  const own = sections.findIndex(({ id }) => id === `report_${carrierNumber}`);
  if (own >= 0) {
    const next = sections.findIndex(({ id }, at) => at > own && !id.startsWith("commentary_"));
    return next >= 0 ? next : sections.length;
  }
  const before = sections.findIndex(({ id }) => id === BEFORE);
  return before >= 0 ? before : sections.length;
}
