import { MARKINGS } from "../annex/marking.ts";
import type { PanelDocument, Section } from "../annex/panel_document.ts";
import type { RenderedCommentary } from "./render_commentary.ts";

/** Where the commentary on a report without a section of its own stands: before this one. */
const BEFORE = "recommendations";

/**
 * The paper with its commentary: a section a report, after that of the report it is delivered in, or before the recommendations where the
 * paper has none for it. What the paper's readers may not see is there by its title.
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
  for (const { reportNumber, reportName, carrierNumber, classification, blocks } of commentary.sections) {
    const stem = `commentary_${reportNumber}`;
    const earlier = sections.filter(({ id }) => id === stem || id.startsWith(`${stem}-`)).length;
    const label = MARKINGS[classification].label;
    const section: Section = {
      id: earlier === 0 ? stem : `${stem}-${earlier + 1}`,
      heading: `Commentary: ${reportName}${classification === "white" ? "" : ` (${label.toUpperCase()})`}`,
      level: 3,
      blocks: blocks ?? [{ kind: "paragraph", text: `Classified ${label}: it is named here by its title only.` }],
    };
    sections.splice(placeOf(sections, carrierNumber), 0, section);
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
