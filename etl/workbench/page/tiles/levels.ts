/// <reference lib="dom" />
import type { AnswerValue } from "../answer.ts";
import { element } from "../element.ts";
import { monthName } from "../show_value.ts";
import { inRegion, periodOf, type Tile } from "./tile.ts";

/** The Service Levels of thirteen months: a cell a measure and month, with its figure, darker the worse. */
export const levels: Tile = {
  name: "levels",
  title: "Service Levels",
  view: "performance_levels",
  isWide: true,
  sql: (context) => {
    const last = periodOf(context, 1);
    return `select measure_code, measure_name, provider, region, reporting_month, achieved_percent, target_percent, minimum_percent, status, shown_decimals
from performance_levels
where reporting_month > ${last} - interval 13 month and reporting_month <= ${last}${inRegion(context)}
order by measure_order(measure_code), provider, region, reporting_month`;
  },
  draw: (records) => {
    if (records.length === 0) return [element("p", {}, "No Service Level is loaded for this month.")];
    const months = [...new Set(records.map((row) => String(row.reporting_month)))].sort();
    const series = Map.groupBy(records, (row) => [row.measure_code, row.provider, row.region].join(" "));
    const head = element(
      "tr",
      {},
      element("th", { scope: "col" }, "Measure"),
      ...months.map((month) =>
        element("th", { scope: "col" }, element("abbr", { title: monthName(month) }, shortMonth(month)))
      ),
    );
    const rows = [...series.values()].map((cells) => {
      const [first] = cells;
      const of = new Map(cells.map((cell) => [cell.reporting_month, cell]));
      const place = first!.region === "National" ? String(first!.provider) : `${first!.provider} ${first!.region}`;
      return element(
        "tr",
        {},
        element(
          "th",
          { scope: "row", title: String(first!.measure_name ?? "") },
          `${first!.measure_code} `,
          element("small", {}, place),
        ),
        ...months.map((month) => levelCell(of.get(month))),
      );
    });
    return [
      element(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": "Service Levels by measure and month" },
        element("table", { class: "heat" }, element("thead", {}, head), element("tbody", {}, ...rows)),
      ),
      element(
        "ul",
        { class: "legend", "aria-label": "Legend" },
        ...Object.entries(STATUS).map(([status, { label, sign }]) =>
          element("li", {}, element("span", { class: `swatch ${status}`, "aria-hidden": "true" }, sign), ` ${label}`)
        ),
      ),
    ];
  },
};

/** The sign says without colour what the colour says. */
const STATUS: Readonly<Record<string, { readonly label: string; readonly sign: string }>> = {
  met: { label: "met Target", sign: "" },
  below_target: { label: "below Target", sign: "▾" },
  below_minimum: { label: "below Minimum", sign: "▼" },
  not_published: { label: "not published", sign: "×" },
  nothing_to_measure: { label: "nothing to measure", sign: "–" },
};

function levelCell(row: Readonly<Record<string, AnswerValue>> | undefined): HTMLElement {
  if (row === undefined) return element("td", { class: "outside" });
  const { label, sign } = STATUS[String(row.status)] ?? { label: "no Target known", sign: "" };
  const shown = typeof row.achieved_percent === "number"
    ? row.achieved_percent.toFixed(Number(row.shown_decimals))
    : "";
  return element(
    "td",
    {
      class: String(row.status),
      title: `${monthName(String(row.reporting_month))}: ${row.achieved_percent ?? "none"}% achieved, Target ${
        row.target_percent ?? "unknown"
      }, Minimum ${row.minimum_percent ?? "unknown"}`,
    },
    `${shown}${sign}`,
    element("span", { class: "unseen" }, ` ${label}`),
  );
}

function shortMonth(month: string): string {
  return `${monthName(month).slice(0, 3)} ${month.slice(2, 4)}`;
}
