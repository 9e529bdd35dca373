import { FONT_STACK } from "../text/font_stack.ts";

const INK = "#1a2530";
const SOFT_INK = "#45525e";
const RULE = "#c5ced6";

/**
 * Colours of categories, told apart in greyscale as well (lightness 20, 44, 60, 31, 75, 50) and by people who do not
 * see red from green. The first four stand at 3:1 or more against white, as WCAG asks of what a chart is read by.
 */
export const CATEGORY_COLOURS = ["#0b2f5b", "#b34700", "#28a197", "#7a2a5a", "#e3b23c", "#767676"] as const;

/** Colours of a level's status, darker the worse, so that a heat map reads the same when printed in grey. */
export const STATUS_COLOURS = {
  met: "#cfe8e5",
  below_target: "#e39a2d",
  below_minimum: "#8c1d40",
  not_published: "#ffffff",
} as const;

/**
 * How every chart looks: the Vega-Lite configuration laid under a chart's own.
 *
 * Labels have no length limit (a cut label is a wrong label); ordered axes drop labels rather than let them overlap;
 * Vega's own accessibility marks are off, as the SVG is one image with one description.
 */
export const HOUSE_CONFIG: Record<string, unknown> = {
  aria: false,
  background: "#ffffff",
  padding: { left: 8, top: 8, right: 16, bottom: 8 },
  font: FONT_STACK,
  view: { stroke: null, continuousWidth: 600, continuousHeight: 300, discreteWidth: { step: 36 } },
  range: {
    category: CATEGORY_COLOURS,
    // For a specification to name, as "range": "status", with its domain in this order.
    status: Object.values(STATUS_COLOURS),
    ramp: ["#e6edf3", "#0b2f5b"],
    heatmap: ["#e6edf3", "#0b2f5b"],
  },
  title: {
    anchor: "start",
    color: INK,
    fontSize: 16,
    fontWeight: 700,
    subtitleColor: SOFT_INK,
    subtitleFontSize: 13,
    limit: 0,
    offset: 14,
  },
  axis: {
    labelColor: INK,
    labelFontSize: 13,
    labelLimit: 0,
    labelPadding: 6,
    titleColor: SOFT_INK,
    titleFontSize: 13,
    titleFontWeight: 400,
    titleLimit: 0,
    titlePadding: 10,
    domainColor: SOFT_INK,
    tickColor: SOFT_INK,
    gridColor: RULE,
    gridDash: [2, 3],
  },
  axisQuantitative: { tickCount: 6 },
  axisXQuantitative: { labelFlush: false, labelOverlap: "parity", labelSeparation: 6 },
  axisXTemporal: { labelFlush: false, labelOverlap: "parity", labelSeparation: 6, grid: false },
  axisDiscrete: { grid: false, ticks: false },
  legend: {
    orient: "top",
    direction: "horizontal",
    labelColor: INK,
    labelFontSize: 13,
    labelLimit: 0,
    titleColor: SOFT_INK,
    titleFontSize: 13,
    titleFontWeight: 400,
    titleLimit: 0,
    symbolSize: 140,
    symbolStrokeWidth: 2,
    columnPadding: 18,
  },
  header: { labelColor: INK, labelFontSize: 13, labelFontWeight: 700, labelLimit: 0, titleLimit: 0 },
  mark: { color: CATEGORY_COLOURS[0] },
  text: { fontSize: 13, color: INK, limit: 0 },
  line: { strokeWidth: 2.5 },
  point: { size: 60, filled: true },
  rule: { color: INK, strokeWidth: 1.5, strokeDash: [6, 4] },
};
