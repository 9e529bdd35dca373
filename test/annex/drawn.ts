import { annexDocument } from "../../etl/annex/annex_document.ts";
import { drawCharts } from "../../etl/annex/draw_charts.ts";
import type { PanelDocument } from "../../etl/annex/panel_document.ts";
import type { TableSet } from "../../etl/tables/table_set.ts";

/** An annex as the document its writers get, its charts drawn. */
export async function drawn(set: TableSet): Promise<PanelDocument> {
  return annexDocument(set, (await drawCharts(set)).charts);
}
