/// <reference lib="dom" />
import { element } from "../element.ts";
import { monthName, showValue } from "../show_value.ts";
import { periodOf, type Tile } from "./tile.ts";

/** The month in six numbers. */
export const headline: Tile = {
  name: "headline",
  title: "In short",
  view: "month_status",
  isWide: true,
  sql: (context) =>
    `select
    (select count(*) from month_status where annex_month = date '${context.month}' and data_status = 'loaded') as loaded,
    (select count(*) from month_status where annex_month = date '${context.month}' and data_status <> 'not required') as expected,
    (select count(*) from month_status where annex_month = date '${context.month}' and delivery = 'late') as late,
    (select count(*) from month_status where annex_month = date '${context.month}' and delivery = 'not published') as unpublished,
    (select count(*) from performance_levels where reporting_month = ${periodOf(context, 1)}) as measures,
    (select count(*) from performance_levels where reporting_month = ${
      periodOf(context, 1)
    } and status in ('below_target', 'below_minimum')) as below_target,
    (select count(*) from performance_levels where reporting_month = ${
      periodOf(context, 1)
    } and status = 'below_minimum') as below_minimum,
    (select percent_of_forecast from csr_variance_summary where reporting_month = ${
      periodOf(context, 5)
    }) as csr_percent_of_forecast,
    (select percent_of_forecast from sr_variance_summary where reporting_month = ${
      periodOf(context, 6)
    }) as sr_percent_of_forecast`,
  draw: ([row], { periods }) => {
    const measured = periods.has(1) ? ` in ${monthName(periods.get(1)!)}` : "";
    const percent = (value: unknown) => typeof value === "number" ? `${value.toFixed(1)}%` : "none";
    const figures: readonly (readonly [string, string])[] = [
      [`${row!.loaded} of ${row!.expected}`, "reports have their data"],
      [showValue(row!.late!, "number"), "published late"],
      [showValue(row!.unpublished!, "number"), "not published"],
      row!.measures === 0 ? ["none", `Service Levels${measured}: not loaded`] : [
        `${row!.below_target} of ${row!.measures}`,
        `measures below Target${measured}, ${row!.below_minimum} of them below Minimum`,
      ],
      [percent(row!.csr_percent_of_forecast), "of forecast Certificate Signing Requests"],
      [percent(row!.sr_percent_of_forecast), "of forecast Service Requests"],
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
