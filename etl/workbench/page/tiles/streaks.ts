/// <reference lib="dom" />
import { element } from "../element.ts";
import { monthName } from "../show_value.ts";
import { inRegion, periodOf, type Tile } from "./tile.ts";

/** More than fit a tile; its query has them all. */
const MOST = 10;

/** For how long each measure has been below a level. */
export const streaks: Tile = {
  name: "streaks",
  title: "Months running below a level",
  view: "breach_streaks",
  isWide: false,
  sql: (context) =>
    `select measure_code, provider, region, level, current_streak_months, streak_started_month, breaches_to_date, months_to_date, is_bounded_by_gap
from breach_streaks
where reporting_month = ${periodOf(context, 1)} and current_streak_months > 0${inRegion(context)}
order by current_streak_months desc, measure_order(measure_code), provider, region, level`,
  draw: (records) => {
    if (records.length === 0) return [element("p", {}, "No measure is below a level.")];
    const longest = Number(records[0]!.current_streak_months);
    const items = records.slice(0, MOST).map((row) => {
      const months = Number(row.current_streak_months);
      const bar = element("span", { class: `bar ${row.level}`, "aria-hidden": "true" });
      bar.style.width = `${Math.max(4, Math.round(months / longest * 100))}%`;
      const place = row.region === "National" ? row.provider : `${row.provider} ${row.region}`;
      const level = row.level === "minimum" ? "Minimum" : "Target";
      return element(
        "li",
        {},
        element(
          "span",
          { class: "what" },
          element("strong", {}, String(row.measure_code)),
          ` ${place}, below ${level}`,
        ),
        element("span", { class: "track" }, bar),
        element(
          "span",
          { class: "how" },
          `${months} ${months === 1 ? "month" : "months"}${row.is_bounded_by_gap ? " or more" : ""}, since ${
            monthName(String(row.streak_started_month))
          }; ${row.breaches_to_date} of ${row.months_to_date} to date`,
        ),
      );
    });
    const more = records.length - items.length;
    return [
      element("ol", { class: "bars" }, ...items),
      ...(more > 0 ? [element("p", { class: "source" }, `and ${more} more in its query`)] : []),
    ];
  },
};
