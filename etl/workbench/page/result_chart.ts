/// <reference lib="dom" />
import { parse, type Spec, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { HOUSE_CONFIG } from "../../charts/house_config.ts";
import { grouped } from "../../text/grouped.ts";
import type { Answer } from "./answer.ts";
import { element } from "./element.ts";
import { type ChartChoice, chartSpec, MARKS, MOST_POINTS, suggestChart } from "./suggest_chart.ts";

/** An answer as a chart, with fields to choose what it shows. */
export function resultChart(answer: Answer): HTMLElement {
  const suggested = suggestChart(answer);
  if (suggested === null) return element("p", {}, "There is no number in this answer to draw.");
  let choice: ChartChoice = suggested;
  // Vega names what it draws in: a frame around it keeps the chart's own description.
  const canvas = element("div", { "aria-hidden": "true" });
  const picture = element("div", { class: "chart", role: "img" }, canvas);
  const said = element("p", { class: "source" });
  const draw = async () => {
    await null; // Until the caller has put the picture into the page, which gives it its width.
    picture.setAttribute("aria-label", describe(answer, choice));
    said.textContent = `${describe(answer, choice)}. The table has the numbers.`;
    try {
      await drawChart(canvas, chartSpec(answer, choice));
    } catch (error) {
      canvas.replaceChildren(`This choice cannot be drawn: ${(error as Error).message}`);
    }
  };
  const field = (label: string, key: keyof ChartChoice, options: readonly string[]) => {
    const select = element("select", {
      onchange: () => {
        choice = { ...choice, [key]: select.value };
        draw();
      },
    }, ...options.map((value) => element("option", { value, selected: value === choice[key] }, value || "none")));
    return element("label", {}, `${label} `, select);
  };
  const names = answer.columns.map((column) => column.name);
  draw();
  return element(
    "div",
    {},
    element(
      "p",
      { class: "choices" },
      field("Chart", "mark", MARKS),
      field("Across", "x", names),
      field("Measure", "y", names),
      field("Colour", "colour", ["", ...names]),
    ),
    picture,
    said,
  );
}

function describe(answer: Answer, { mark, x, y, colour }: ChartChoice): string {
  const part = answer.rowCount > MOST_POINTS
    ? `, the first ${grouped(MOST_POINTS)} rows of ${grouped(answer.rowCount)}`
    : "";
  return `A ${mark} chart of ${y} by ${x}${colour === "" ? "" : ` and ${colour}`}${part}`;
}

async function drawChart(node: HTMLElement, spec: Record<string, unknown>): Promise<void> {
  const width = Math.max(240, node.clientWidth - 24);
  const { spec: compiled } = compile(
    { ...spec, width, autosize: { type: "fit", contains: "padding" } } as TopLevelSpec,
    {
      config: HOUSE_CONFIG,
    },
  );
  // Expressions are interpreted: the page's policy lets no text become a script.
  const view = new View(parse(compiled as Spec, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "svg",
    container: node,
    hover: true,
    loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse } as never,
  });
  await view.runAsync();
}

/** A chart's data stands in it: it loads nothing. */
function refuse(): Promise<never> {
  return Promise.reject(new Error("A chart of the workbench loads nothing"));
}
