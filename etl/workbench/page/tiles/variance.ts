/// <reference lib="dom" />
import { SUPPRESSED } from "../../../tables/format_value.ts";
import { suppressedColumns } from "../../../tables/show_suppressed.ts";
import type { AnswerValue } from "../answer.ts";
import { element } from "../element.ts";
import { monthName, showFigure } from "../show_value.ts";
import { periodOf, suppressionNotes, type Tile } from "./tile.ts";

/** What was sent against what was forecast, with the bridge that explains the percentage. */
export const variance: Tile = {
  name: "variance",
  title: "Volumes against forecast",
  view: "csr_variance_summary",
  isWide: false,
  sql: (context) =>
    `select
    'Certificate Signing Requests' as request,
    percent_text(summary.percent_of_forecast, reports.percent_decimals) as shown_percent,
    summary.*
from csr_variance_summary as summary
inner join reference.reports as reports on reports.report_number = 5
where summary.reporting_month = ${periodOf(context, 5)}
union all by name
select
    'Service Requests' as request,
    percent_text(summary.percent_of_forecast, reports.percent_decimals) as shown_percent,
    summary.*
from sr_variance_summary as summary
inner join reference.reports as reports on reports.report_number = 6
where summary.reporting_month = ${periodOf(context, 6)}`,
  draw: (records, { region }) =>
    records.length === 0
      ? [element("p", {}, "No variance report is loaded for this month.")]
      : records.flatMap((row) => [
        element("h3", {}, String(row.request)),
        element(
          "p",
          {},
          element(
            "strong",
            { class: "large" },
            String(row.shown_percent ?? (isHeld(row) ? SUPPRESSED : "No forecast")),
          ),
          ` of forecast in ${monthName(String(row.reporting_month))}, zero forecasts excluded${
            region === "" ? "" : "; all Regions, as the report gives no Region"
          }`,
        ),
        bridge(row),
        ...suppressionNotes([row]),
      ]),
};

function isHeld(row: Readonly<Record<string, AnswerValue>>): boolean {
  return suppressedColumns(row.suppressed_columns).includes("percent_of_forecast");
}

function bridge(row: Readonly<Record<string, AnswerValue>>): HTMLElement {
  const lines = [
    ["Sent", "actual_volume"],
    ["less Users with a forecast of zero", "zero_forecast_actual_volume"],
    ["less Users without a forecast", "missing_forecast_actual_volume"],
    ["Compared with the forecast", "compared_actual_volume"],
    ["Forecast", "forecast_volume"],
    ["Users in exception", "users_in_exception"],
  ] as const;
  return element(
    "table",
    { class: "bridge" },
    element(
      "tbody",
      {},
      ...lines.map(([title, name]) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, title),
          element("td", { class: "number" }, showFigure(row, name, "number")),
        )
      ),
    ),
  );
}
