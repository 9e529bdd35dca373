import { Buffer } from "node:buffer";
import type { NDframe } from "danfojs";
import { renderSvg } from "../charts/render_svg.ts";
import { EmptyChart } from "../charts/empty_chart.ts";
import { escapeMarkup } from "../text/escape_markup.ts";
import { display } from "./display.ts";
import { blankNote } from "./held_back.ts";
import { DISPLAY } from "./display_frames.ts";
import type { MimeBundle } from "./notebook_file.ts";

/**
 * Shows a Vega-Lite chart or a DataFrame: a chart live where the reader of the notebook can draw one, as a picture of the
 * house style where not; a DataFrame as a table.
 *
 * @param thing A DataFrame or Series; or Vega-Lite 6 with its data inside (`data.values`), a `title`, and a `description`
 * of what it shows for those who cannot see it
 * @throws {TypeError} If a chart has no title or description
 *
 * @example
 * ```ts ignore
 * await show({
 *   title: "Requests by month",
 *   description: "A bar a month; the longer, the more requests",
 *   data: { values: await rows("from csr_variance_summary") },
 *   mark: "bar",
 *   encoding: { y: { field: "reporting_month" }, x: { field: "actual_volume", type: "quantitative" } },
 * });
 * await show(await frame("from csr_variance_summary"));
 * ```
 */
export async function show(thing: NDframe | Readonly<Record<string, unknown>>): Promise<void> {
  const bundle = DISPLAY in thing ? (thing as Displayable)[DISPLAY]() : chartBundle(thing as Record<string, unknown>);
  await display(await bundle);
}

/** A DataFrame or Series of {@linkcode frame}, which knows how to show itself. */
interface Displayable {
  readonly [DISPLAY]: () => MimeBundle;
}

/**
 * The chart in every format: Vega-Lite, HTML and SVG. The HTML holds the picture as an image, in which no script runs and
 * no id meets another chart's.
 *
 * @throws {TypeError} If it has no title or description
 *
 * @example
 * ```ts
 * import { chartBundle } from "./show.ts";
 * import { rejects } from "node:assert/strict";
 * await rejects(() => chartBundle({ title: "Requests" }), /description/);
 * ```
 */
export async function chartBundle(spec: Readonly<Record<string, unknown>>): Promise<MimeBundle> {
  for (const name of ["title", "description"]) {
    if (typeof spec[name] !== "string" || spec[name].trim() === "") {
      throw new TypeError(`Cannot show a chart without a ${name}: say in words what it shows`);
    }
  }
  if (isEmpty(spec.data)) return { "text/plain": `${spec.title}: nothing to draw` };
  try {
    return await drawn(withNote(spec));
  } catch (error) {
    if (!(error instanceof EmptyChart)) throw error;
    const { title } = withNote(spec);
    const why = typeof title === "object" ? ` (${(title as { subtitle: string }).subtitle})` : "";
    return { "text/plain": `${spec.title}: nothing to draw${why}` };
  }
}

async function drawn(spec: Readonly<Record<string, unknown>>): Promise<MimeBundle> {
  const svg = await renderSvg(spec);
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  return {
    "application/vnd.vegalite.v6+json": { $schema: "https://vega.github.io/schema/vega-lite/v6.json", ...spec },
    "image/svg+xml": svg,
    "text/html": `<img alt="${escapeMarkup(String(spec.description))}" src="${source}">`,
    "text/plain": String(spec.description),
  };
}

/** A chart of which some values are blank says under its title that they can have been held back. */
function withNote(spec: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const values = (spec.data as { values?: unknown } | undefined)?.values;
  const cells = Array.isArray(values) ? values.flatMap((row) => Object.values(row as Record<string, unknown>)) : [];
  const note = blankNote(cells);
  if (note === null) return spec;
  const subtitle = note.replace(/^\S+: not available/, "Some values are not drawn: not available");
  return {
    ...spec,
    title: { text: spec.title, subtitle },
    description: `${spec.description}. ${subtitle}`,
  };
}

// Vega refuses an axis without any value.
function isEmpty(data: unknown): boolean {
  return typeof data === "object" && data !== null && "values" in data && Array.isArray(data.values) &&
    data.values.length === 0;
}
