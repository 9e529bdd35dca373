import { EmptyChart } from "../charts/empty_chart.ts";
import { addPngText } from "../charts/add_png_text.ts";
import { frameChart } from "../charts/frame_chart.ts";
import { rasterise } from "../charts/rasterise.ts";
import { renderChart } from "../charts/render_chart.ts";
import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import type { DrawnChart } from "./panel_document.ts";
import type { AnnexChart, TableSet } from "../tables/table_set.ts";

/** The charts of a set, drawn bare for the documents and framed with title and marking as files of their own. */
export interface Drawings {
  readonly charts: readonly DrawnChart[];
  /** `charts/<name>.svg` and `charts/<name>.png`, by path. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/**
 * Draws the charts of a validated set. The title in a chart's specification gives way to the chart's own, which stands
 * above it in every format.
 */
export async function drawCharts(set: TableSet): Promise<Drawings> {
  const footer = [MARKINGS[set.audience].statement, ...(set.isSynthetic ? [SYNTHETIC_NOTICE] : [])];
  // Side by side, as images are made on threads of their own.
  const all = await Promise.all(set.charts.map(async (chart) => {
    const bare = await draw(chart);
    if (bare === null) return null;
    const framed = await frameChart(bare.svg, { title: chart.title, description: chart.description, footer });
    const properties = { Title: chart.title, Description: chart.description, Comment: footer.join(" ") };
    const image = addPngText(await rasterise(framed), properties);
    return { bare, files: [[`charts/${chart.name}.svg`, framed], [`charts/${chart.name}.png`, image]] as const };
  }));
  const drawn = all.filter((one) => one !== null);
  const charts = drawn.map(({ bare }) => bare);
  const files = new Map<string, string | Uint8Array>(drawn.flatMap((chart) => chart.files));
  return { charts, files };
}

/** Null when every value is zero or was held back from the audience: the chart's table says so. */
async function draw({ name, title, description, classification, spec }: AnnexChart): Promise<DrawnChart | null> {
  const { title: _, ...untitled } = spec;
  try {
    return { name, title, description, classification, ...await renderChart({ ...untitled, name, description }) };
  } catch (error) {
    if (error instanceof EmptyChart) return null;
    throw new Error(`Cannot draw chart "${name}" of the annex`, { cause: error });
  }
}
