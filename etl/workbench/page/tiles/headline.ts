/// <reference lib="dom" />
import { element } from "../element.ts";
import { monthName, showValue } from "../show_value.ts";
import { inRegion, periodOf, type Tile } from "./tile.ts";

/** The month in six numbers. */
export const headline: Tile = {
  name: "headline",
  title: "In short",
  view: "month_status",
  isWide: true,
  sql: (context) =>
    `with status as (
    select
        count(*) filter (where data_status = 'loaded') as loaded,
        count(*) filter (where data_status <> 'not required') as expected,
        count(*) filter (where delivery = 'late') as late,
        count(*) filter (where delivery = 'not published') as unpublished
    from month_status where annex_month = date '${context.month}'
),
levels as (
    select
        count(*) as measures,
        count(*) filter (where status in ('below_target', 'below_minimum')) as below_target,
        count(*) filter (where status = 'below_minimum') as below_minimum
    from performance_levels where reporting_month = ${periodOf(context, 1)}${inRegion(context)}
),
csr as (
    select case when count(*) = 0 then 'not loaded' else max(percent_text(summary.percent_of_forecast, reports.percent_decimals)) end as csr_percent
    from csr_variance_summary as summary
    inner join reference.reports as reports on reports.report_number = 5
    where summary.reporting_month = ${periodOf(context, 5)}
),
sr as (
    select case when count(*) = 0 then 'not loaded' else max(percent_text(summary.percent_of_forecast, reports.percent_decimals)) end as sr_percent
    from sr_variance_summary as summary
    inner join reference.reports as reports on reports.report_number = 6
    where summary.reporting_month = ${periodOf(context, 6)}
)
from status cross join levels cross join csr cross join sr`,
  draw: ([row], { periods }) => {
    const measured = periods.has(1) ? ` in ${monthName(periods.get(1)!)}` : "";
    const figures: readonly (readonly [string, string])[] = [
      [`${row!.loaded} of ${row!.expected}`, "reports have their data"],
      [showValue(row!.late!, "number"), "published late"],
      [showValue(row!.unpublished!, "number"), "not published"],
      row!.measures === 0 ? ["none", `Service Levels${measured}: not loaded`] : [
        `${row!.below_target} of ${row!.measures}`,
        `measures below Target${measured}, ${row!.below_minimum} of them below Minimum`,
      ],
      [String(row!.csr_percent ?? "none"), "of forecast Certificate Signing Requests"],
      [String(row!.sr_percent ?? "none"), "of forecast Service Requests"],
    ];
    return [element(
      "ul",
      { class: "figures" },
      ...figures.map(([figure, meaning]) =>
        element("li", {}, element("strong", {}, figure), " ", element("span", {}, meaning))
      ),
    )];
  },
};
