/// <reference lib="dom" />
import { element } from "../element.ts";
import { dayName } from "../show_value.ts";
import type { Tile } from "./tile.ts";

/** What arrived, and when against its deadline. */
export const arrivals: Tile = {
  name: "arrivals",
  title: "Reports against their deadlines",
  view: "month_status",
  isWide: true,
  sql: ({ month }) =>
    `select report_number, report_name, period_label, data_status, delivery, working_days_late, due_date, published_date, reason
from month_status
where annex_month = date '${month}'
order by report_number`,
  draw: (records) => [element(
    "table",
    { class: "arrivals" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ...["Report", "Period", "Due", "Published", "Delivery", "Data"].map((title) =>
          element("th", { scope: "col" }, title)
        ),
      ),
    ),
    element(
      "tbody",
      {},
      ...records.map((row) => {
        const days = Number(row.working_days_late ?? 0);
        const lateness = row.delivery === "late" ? ` by ${days} Working ${days === 1 ? "Day" : "Days"}` : "";
        const delivery = String(row.delivery ?? "–");
        return element(
          "tr",
          {},
          element("th", { scope: "row" }, `${row.report_number}. ${row.report_name}`),
          element("td", { "data-label": "Period" }, String(row.period_label)),
          element("td", { "data-label": "Due" }, row.due_date === null ? "no deadline" : dayName(String(row.due_date))),
          element(
            "td",
            { "data-label": "Published" },
            row.published_date === null ? "–" : dayName(String(row.published_date)),
          ),
          element(
            "td",
            { "data-label": "Delivery" },
            element(
              "span",
              { class: row.delivery === null ? "" : `status ${delivery.replaceAll(/\W+/g, "-")}` },
              `${delivery}${lateness}`,
            ),
            ...(row.reason === null || delivery === "on time" ? [] : [element("small", {}, String(row.reason))]),
          ),
          element(
            "td",
            { "data-label": "Data" },
            element("span", { class: `data ${String(row.data_status).replaceAll(" ", "-")}` }, String(row.data_status)),
          ),
        );
      }),
    ),
  )],
};
