import { MARKINGS } from "../base/marking.ts";
import type { Block, DrawnChart, PanelDocument, Section } from "./panel_document.ts";
import type { AnnexTable, TableSet } from "../tables/table_set.ts";

/**
 * Builds the annex as a document: Annex A, the commentary, and one section per other table. A chart follows the last
 * table of its report. Then come the other charts, the titles of what is withheld, and the notes.
 *
 * @param set Validated
 * @param charts The set's charts, drawn, in its order
 * @param commentary What its authors say, a section a report; nothing in it is above the set's audience
 */
export function annexDocument(
  set: TableSet,
  charts: readonly DrawnChart[],
  commentary: readonly Section[] = [],
): PanelDocument {
  const places = set.charts.map((chart) => placeOf(set.tables, chart.reportNumber));
  const chartsAt = (place: number) =>
    charts.filter((_, at) => places[at] === place).map((chart): Block => ({ kind: "chart", chart }));
  const [first, ...rest] = set.tables.map((table, at): Section =>
    section(table.name, table.title, [{ kind: "table", table }, ...chartsAt(at)])
  );
  return {
    title: set.title,
    facts: [],
    classification: set.audience,
    isSynthetic: set.isSynthetic,
    month: set.month,
    orientation: "landscape",
    sections: [
      ...(first === undefined ? [] : [first]),
      ...optional("commentary", "Commentary", commentary.length === 0 ? [] : [{ kind: "paragraph", text: ABOUT }]),
      ...commentary,
      ...rest,
      ...optional("charts", "Charts", chartsAt(-1)),
      ...optional("withheld", "Held above this document's class", withheldList(set)),
      ...optional("notes", "Notes", set.notes.length === 0 ? [] : [{ kind: "list", items: set.notes }]),
    ],
  };
}

/** What the commentary is, for who reads the annex alone. */
const ABOUT = "What the covering paper says of the reports beside these observations.";

/** Which table a chart of a report stands after; -1 when there is none. */
function placeOf(tables: readonly AnnexTable[], reportNumber: number | undefined): number {
  return reportNumber === undefined ? -1 : tables.findLastIndex((table) => table.reportNumber === reportNumber);
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
