import { MARKINGS } from "../base/marking.ts";
import type { Section } from "../annex/panel_document.ts";
import type { RenderedCommentary } from "./render_commentary.ts";

/** What a commentary says of one report, as a section of a document. */
export interface ReportSection {
  /** The report whose section of a document it stands after. */
  readonly carrierNumber: number;
  /** Whether the audience may know of it by its title only, which is then all it says. */
  readonly isWithheld: boolean;
  /** Headed by the report's name, and by its class where that is above White. */
  readonly section: Section;
}

/**
 * A commentary as sections of a document, in its order, each with an anchor of its own.
 *
 * @example
 * ```ts
 * import { commentarySections } from "./commentary_sections.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const said = { reportNumber: 5, reportName: "CSR", carrierNumber: 5, classification: "amber", blocks: null } as const;
 * const sections = commentarySections({ sections: [said, said], warnings: [] });
 * deepStrictEqual(sections.map(({ section }) => section.id), ["commentary_5", "commentary_5-2"]);
 * deepStrictEqual([sections[0]?.isWithheld, sections[0]?.section.heading], [true, "CSR (AMBER)"]);
 * ```
 */
export function commentarySections({ sections }: RenderedCommentary): ReportSection[] {
  return sections.map(({ reportNumber, reportName, carrierNumber, classification, blocks }, at) => {
    const stem = `commentary_${reportNumber}`;
    const earlier = sections.slice(0, at).filter((one) => one.reportNumber === reportNumber).length;
    const { label } = MARKINGS[classification];
    return {
      carrierNumber,
      isWithheld: blocks === null,
      section: {
        id: earlier === 0 ? stem : `${stem}-${earlier + 1}`,
        heading: `${reportName}${classification === "white" ? "" : ` (${label.toUpperCase()})`}`,
        level: 3,
        blocks: blocks ?? [{ kind: "paragraph", text: `Classified ${label}: it is named here by its title only.` }],
      },
    };
  });
}
