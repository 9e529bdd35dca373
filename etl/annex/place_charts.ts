import type { Block, DrawnChart, PanelDocument } from "./panel_document.ts";

/** What stands in for the table that follows a chart in the annex. */
const WHERE = "Annex A has the figures.";

/**
 * A paper with the charts its sections name, drawn, at the end of each. A chart that has nothing to draw, as all its values
 * are zero or held back from the audience, is left out of the paper as it is out of the annex.
 *
 * @param paper Not changed
 * @param charts Those the annex has drawn
 *
 * @example
 * ```ts
 * import { placeCharts } from "./place_charts.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const chart = { name: "csr", title: "CSRs", description: "Bars.", classification: "white", svg: "", png: new Uint8Array() } as const;
 * const sections = [{ id: "report_5", heading: "3.5 CSR", level: 3, blocks: [], charts: ["csr"] }] as const;
 * const paper = {
 *   title: "DCC Reporting", facts: [], classification: "white", isSynthetic: false, month: "2019-07-01",
 *   orientation: "portrait", sections,
 * } as const;
 * const [block] = placeCharts(paper, [chart]).sections[0]!.blocks;
 * deepStrictEqual(block, { kind: "chart", chart: { ...chart, description: "Bars. Annex A has the figures." } });
 * deepStrictEqual(placeCharts(paper, []).sections[0]!.blocks, []);
 * ```
 */
export function placeCharts(paper: PanelDocument, charts: readonly DrawnChart[]): PanelDocument {
  const block = (name: string): Block[] =>
    charts.filter((one) => one.name === name)
      .map((chart) => ({ kind: "chart", chart: { ...chart, description: `${chart.description} ${WHERE}` } }));
  const sections = paper.sections.map(({ charts: named = [], ...section }) => ({
    ...section,
    blocks: [...section.blocks, ...named.flatMap(block)],
  }));
  return { ...paper, sections };
}
