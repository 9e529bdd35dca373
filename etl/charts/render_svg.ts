import type { LoggerInterface, Spec, View } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { EmptyChart } from "./empty_chart.ts";
import { escapeMarkup } from "../text/escape_markup.ts";
import { HOUSE_CONFIG } from "./house_config.ts";
import { houseFonts } from "../text/house_fonts.ts";
import { isolateIds } from "./isolate_ids.ts";
import { measureText } from "../text/measure_text.ts";
import { plainText } from "../text/plain_text.ts";
import { REFUSE_LOADING } from "./refuse_loading.ts";

/**
 * Draws a Vega-Lite specification in the house style as SVG, with no browser, network, file or clock: the same
 * specification gives the same bytes on every machine.
 *
 * `description` becomes the alternative text and `name` the prefix of ids, so that charts can share a page. The chart's
 * own `config` wins over {@link HOUSE_CONFIG}.
 *
 * @param spec Vega-Lite with its data inside (`data.values`); its times in UTC
 * @throws {EmptyChart} If an axis has no value at all, as all were held back, or none but zero
 * @throws {Error} If Vega warns of anything, if data or images stand elsewhere, or a time scale is in local time
 *
 * @example
 * ```ts
 * import { renderSvg } from "./render_svg.ts";
 * import { strictEqual } from "node:assert/strict";
 * const svg = await renderSvg({
 *   description: "Two Regions compared",
 *   data: { values: [{ region: "North", records: 3 }, { region: "South", records: 5 }] },
 *   mark: "bar",
 *   encoding: { x: { field: "records", type: "quantitative" }, y: { field: "region", type: "nominal" } },
 * });
 * strictEqual(svg.includes('aria-label="Two Regions compared"'), true);
 * ```
 */
export async function renderSvg(given: Readonly<Record<string, unknown>>): Promise<string> {
  const spec = withPlainText(given) as Record<string, unknown>;
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  await measureWithHouseFonts(vega);
  const { logger, complaints } = complaintKeeper();
  const config = vega.mergeConfig(HOUSE_CONFIG, spec.config as Record<string, unknown> ?? {});
  const compiled = compile({ ...spec, config } as unknown as TopLevelSpec, { logger }).spec;
  requireUtc(compiled);
  const view = new vega.View(vega.parse(compiled), { renderer: "none", loader: REFUSE_LOADING, logger });
  try {
    const svg = await view.toSVG();
    const complaint = `Cannot draw the chart: ${complaints.join("; ")}`;
    // Vega's words for an axis none of whose values is there.
    if (complaints.length > 0 && complaints.every((one) => one.startsWith("Infinite extent"))) {
      throw new EmptyChart(complaint);
    }
    if (complaints.length > 0) throw new Error(complaint);
    if (hasEmptyScale(compiled, view)) throw new EmptyChart("Cannot draw the chart: its values are all zero");
    return asImage(svg, spec);
  } finally {
    view.finalize();
  }
}

// Bars of no height over an axis that Vega labels 0.000000.
function hasEmptyScale({ scales = [] }: Spec, view: View): boolean {
  return scales.filter(({ type }) => type === "linear")
    .some(({ name }) => view.scale(name).domain().every((end: number) => end === 0));
}

// The root says what the image is: one picture with one description, instead of a tree of nameless groups.
function asImage(svg: string, spec: Record<string, unknown>): string {
  const name = typeof spec.name === "string" ? spec.name : "chart";
  const label = typeof spec.description === "string" ? ` aria-label="${escapeMarkup(spec.description)}"` : "";
  if (/<(?:image|a|script|foreignObject)\b/.test(svg)) {
    throw new Error(`Cannot draw chart "${name}" because it holds an image or a link: draw marks and text only`);
  }
  return isolateIds(svg, name).replace("<svg ", `<svg role="img"${label} `);
}

/** The house fonts' own widths, by weight; Vega's typings do not name the hook it offers for them. */
async function measureWithHouseFonts(vega: unknown): Promise<void> {
  const metrics = (vega as { textMetrics: { width: (item: TextItem, text: string) => number } }).textMetrics;
  const [regular, bold] = (await houseFonts()).map((font) => measureText(font.bytes));
  metrics.width = (item, text) => (isBold(item) ? bold! : regular!)(text ?? item.text ?? "", item.fontSize ?? 11);
}

interface TextItem {
  readonly text?: string;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

function isBold(item: TextItem): boolean {
  return item.fontWeight === "bold" || Number(item.fontWeight) >= 600;
}

/** Keeps what Vega complains of: a warning is a chart that lacks something, and nothing incomplete is drawn. */
function complaintKeeper() {
  const complaints: string[] = [];
  const keep = (...reasons: readonly unknown[]) => {
    complaints.push(reasons.map(String).join(" "));
    return logger;
  };
  const logger = { level: () => 0, error: keep, warn: keep, info: () => logger, debug: () => logger };
  return { logger: logger as unknown as LoggerInterface, complaints };
}

// A local time scale would place July's first day in June on a machine west of Greenwich.
function requireUtc(spec: Spec): void {
  if (JSON.stringify(spec.scales ?? []).includes('"type":"time"')) {
    throw new Error('Cannot draw a time scale in local time: give the channel a "utc…" timeUnit or scale type "utc"');
  }
}

function withPlainText(value: unknown): unknown {
  if (typeof value === "string") return plainText(value);
  if (Array.isArray(value)) return value.map(withPlainText);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPlainText(inner)]));
}
