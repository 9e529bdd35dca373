/// <reference lib="dom" />
import { grouped } from "../../../text/grouped.ts";
import { element } from "../element.ts";
import { monthName } from "../show_value.ts";
import { periodOf, type Tile } from "./tile.ts";

/** How the Devices with incomplete post commissioning changed. */
export const movement: Tile = {
  name: "movement",
  title: "Post commissioning movement",
  view: "post_commissioning_movement",
  isWide: false,
  sql: (context) =>
    `select reporting_month, incomplete_devices, added, removed, previous_month_published, compared_with_month
from post_commissioning_movement
where reporting_month = ${periodOf(context, 9)}`,
  draw: ([row]) => {
    if (row === undefined) return [element("p", {}, "No post commissioning report is loaded for this month.")];
    const count = (value: unknown) => typeof value === "number" ? grouped(value) : "not known";
    const against = row.compared_with_month === null ? "" : ` since ${monthName(String(row.compared_with_month))}`;
    return [
      element("p", {}, element("strong", { class: "large" }, count(row.incomplete_devices)), " Devices incomplete"),
      element(
        "ul",
        {},
        element("li", {}, `${count(row.added)} added${against}`),
        element("li", {}, `${count(row.removed)} removed${against}`),
      ),
      ...(row.previous_month_published
        ? []
        : [element("p", { class: "source" }, "The month before was not published.")]),
    ];
  },
};
