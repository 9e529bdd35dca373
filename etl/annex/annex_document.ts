import { MARKINGS } from "./marking.ts";
import type { Block, DrawnChart, PanelDocument, Section } from "./panel_document.ts";
import type { TableSet } from "./table_set.ts";

/**
 * An annex as a document: each table in a section of its own, then the charts, what is withheld, and the notes.
 *
 * @param set Validated
 * @param charts The set's charts, drawn, in its order
 */
export function annexDocument(set: TableSet, charts: readonly DrawnChart[]): PanelDocument {
  return {
    title: set.title,
    facts: [],
    classification: set.audience,
    isSynthetic: set.isSynthetic,
    month: set.month,
    orientation: "landscape",
    sections: [
      ...set.tables.map((table): Section => section(table.name, table.title, [{ kind: "table", table }])),
      ...optional("charts", "Charts", charts.map((chart): Block => ({ kind: "chart", chart }))),
      ...optional("withheld", "Held above this document's class", withheldList(set)),
      ...optional("notes", "Notes", set.notes.length === 0 ? [] : [{ kind: "list", items: set.notes }]),
    ],
  };
}

function section(id: string, heading: string, blocks: readonly Block[]): Section {
  return { id, heading, level: 2, blocks };
}

function optional(id: string, heading: string, blocks: readonly Block[]): Section[] {
  return blocks.length === 0 ? [] : [section(id, heading, blocks)];
}

function withheldList(set: TableSet): Block[] {
  if (set.withheld.length === 0) return [];
  const items = set.withheld.map((held) => `${held.title} (${MARKINGS[held.classification].label.toUpperCase()})`);
  return [{ kind: "paragraph", text: "These exist, and are named here by title only:" }, { kind: "list", items }];
}
