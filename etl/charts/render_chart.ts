import { rasterise } from "./rasterise.ts";
import { renderSvg } from "./render_svg.ts";

/** A chart drawn: as text that scales, and as an image at twice its size in pixels. */
export interface RenderedChart {
  readonly svg: string;
  readonly png: Uint8Array<ArrayBuffer>;
}

/**
 * Draws a Vega-Lite specification as {@linkcode renderSvg} does, and the drawing as an image.
 *
 * @throws {Error} As {@linkcode renderSvg} does
 *
 * @example
 * ```ts
 * import { renderChart } from "./render_chart.ts";
 * import { strictEqual } from "node:assert/strict";
 * const { png } = await renderChart({
 *   description: "Two Regions compared",
 *   data: { values: [{ region: "North", records: 3 }, { region: "South", records: 5 }] },
 *   mark: "bar",
 *   encoding: { x: { field: "records", type: "quantitative" }, y: { field: "region", type: "nominal" } },
 * });
 * strictEqual(String.fromCharCode(...png.slice(1, 4)), "PNG");
 * ```
 */
export async function renderChart(spec: Readonly<Record<string, unknown>>): Promise<RenderedChart> {
  const svg = await renderSvg(spec);
  return { svg, png: await rasterise(svg) };
}
