/// <reference lib="dom" />
import { element } from "../element.ts";
import { monthName } from "../show_value.ts";
import { inRegion, periodOf, type Tile } from "./tile.ts";

/** Which measures moved across a level since they were last published. */
export const changes: Tile = {
  name: "changes",
  title: "What moved since the month before",
  view: "performance_changes",
  isWide: false,
  sql: (context) =>
    `select measure_code, measure_name, provider, region, change, achieved_percent, previous_achieved_percent, previous_month
from performance_changes
where reporting_month = ${periodOf(context, 1)}${inRegion(context)}
order by change, measure_order(measure_code), provider, region`,
  draw: (records) =>
    records.length === 0
      ? [element("p", {}, "No measure crossed a level.")]
      : [...Map.groupBy(records, (row) => String(row.change))].flatMap(([change, rows]) => [
        element("h3", {}, change.charAt(0).toUpperCase() + change.slice(1)),
        element(
          "ul",
          {},
          ...rows.map((row) => {
            const place = row.region === "National" ? row.provider : `${row.provider} ${row.region}`;
            const from = row.previous_month === null
              ? ""
              : ` from ${row.previous_achieved_percent}% in ${monthName(String(row.previous_month))}`;
            const to = row.achieved_percent === null ? "" : ` to ${row.achieved_percent}%`;
            return element("li", {}, element("strong", {}, String(row.measure_code)), ` ${place}:${from}${to}`);
          }),
        ),
      ]),
};
