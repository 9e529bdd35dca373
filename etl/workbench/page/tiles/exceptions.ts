/// <reference lib="dom" />
import { SUPPRESSED } from "../../../tables/format_value.ts";
import { grouped } from "../../../text/grouped.ts";
import { element } from "../element.ts";
import { monthName } from "../show_value.ts";
import { inRegion, periodOf, suppressionNotes, type Tile } from "./tile.ts";

/** Communications Hub exceptions by reason and Region. */
export const exceptions: Tile = {
  name: "exceptions",
  title: "Communications Hub exceptions by Region",
  view: "ch_exception_counts",
  isWide: true,
  sql: (context) =>
    `select region, exception_reason, exceptions, previous_month_exceptions, suppressed_columns, suppressed_reason
from ch_exception_counts
where reporting_month = ${periodOf(context, 10)}${inRegion(context)}
order by exceptions desc, region, exception_reason`,
  draw: (records, { periods, region }) => {
    // One Region's figures are no total of all Regions.
    const isAll = region === "";
    if (records.length === 0) return [element("p", {}, "No exception report is loaded for this month.")];
    const sum = (rows: readonly (typeof records)[number][]) =>
      rows.reduce((total, row) => total + Number(row.exceptions), 0);
    // A figure that is suppressed is null, and so is a sum it is part of.
    const isSuppressed = (rows: readonly (typeof records)[number][]) => rows.some((row) => row.exceptions === null);
    const regions = [...new Set(records.map((row) => String(row.region)))].sort();
    const reasons = [...Map.groupBy(records, (row) => String(row.exception_reason))]
      .sort(([, one], [, other]) => sum(other) - sum(one));
    const before = (rows: readonly (typeof records)[number][]) =>
      rows.some((row) => row.previous_month_exceptions === null)
        ? null
        : rows.reduce((total, row) => total + Number(row.previous_month_exceptions), 0);
    const growth = (rows: readonly (typeof records)[number][]) => {
      const earlier = before(rows);
      if (earlier === null || earlier === 0 || isSuppressed(rows)) {
        return [element("td", { class: "number none" }, "not known")];
      }
      const percent = (sum(rows) - earlier) * 100 / earlier;
      return [element("td", { class: "number" }, `${percent > 0 ? "+" : ""}${percent.toFixed(1)}%`)];
    };
    const cell = (rows: readonly (typeof records)[number][]) =>
      element("td", { class: "number" }, isSuppressed(rows) ? SUPPRESSED : grouped(sum(rows)));
    return [
      element(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": "Exceptions by reason and Region" },
        element(
          "table",
          {},
          element(
            "thead",
            {},
            element(
              "tr",
              {},
              element("th", { scope: "col" }, `Reason, ${monthName(periods.get(10) ?? "")}`),
              ...regions.map((region) => element("th", { scope: "col", class: "number" }, region)),
              ...(isAll ? [element("th", { scope: "col", class: "number" }, "All")] : []),
              element("th", { scope: "col", class: "number" }, "Growth"),
            ),
          ),
          element(
            "tbody",
            {},
            ...reasons.map(([reason, rows]) =>
              element(
                "tr",
                {},
                element("th", { scope: "row" }, reason),
                ...regions.map((region) => cell(rows.filter((row) => row.region === region))),
                ...(isAll ? [cell(rows)] : []),
                ...growth(rows),
              )
            ),
          ),
          element(
            "tfoot",
            {},
            element(
              "tr",
              {},
              element("th", { scope: "row" }, "All"),
              ...regions.map((region) => cell(records.filter((row) => row.region === region))),
              ...(isAll ? [cell(records)] : []),
              ...growth(records),
            ),
          ),
        ),
      ),
      ...suppressionNotes(records),
    ];
  },
};
