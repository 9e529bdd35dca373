/// <reference lib="dom" />
import { grouped } from "../../text/grouped.ts";
import type { Answer, AnswerValue } from "./answer.ts";
import { element } from "./element.ts";
import type { Narrowing } from "./narrow_query.ts";
import { showFigure } from "./show_value.ts";

/** Rows of a page: what a browser lays out at once, and a reader looks through. */
const PAGE = 100;

/**
 * An answer as a table with a page of rows at a time, so that a million rows are as quick as ten. A button in each heading
 * sorts; sorting is asked of the engine, which works beside the page.
 *
 * @param sort Called with a column's position from 1
 */
export function resultTable(
  answer: Answer,
  sortBy: Narrowing["sortBy"],
  sort: (column: number) => void,
): HTMLElement {
  const body = element("tbody");
  const place = element("span", { role: "status" });
  const last = Math.max(0, Math.ceil(answer.rowCount / PAGE) - 1);
  let page = 0;
  const button = (text: string, to: () => number) =>
    element("button", { type: "button", onclick: () => turn(to()) }, text);
  const first = button("First", () => 0);
  const previous = button("Previous", () => page - 1);
  const next = button("Next", () => page + 1);
  const end = button("Last", () => last);
  const turn = (to: number) => {
    page = Math.min(last, Math.max(0, to));
    body.replaceChildren(...[...answer.rows(page * PAGE, PAGE)].map((row) => tableRow(answer, row)));
    const from = page * PAGE + 1;
    const until = Math.min(answer.rowCount, from + PAGE - 1);
    place.textContent = `Rows ${grouped(from)} to ${grouped(until)} of ${grouped(answer.rowCount)}`;
    first.disabled = previous.disabled = page === 0;
    next.disabled = end.disabled = page === last;
  };
  turn(0);
  const headings = answer.columns.map((column, index) => {
    const isSorted = sortBy?.column === index + 1;
    return element(
      "th",
      {
        scope: "col",
        class: column.kind,
        "aria-sort": !isSorted ? false : sortBy.isDescending ? "descending" : "ascending",
      },
      element(
        "button",
        { type: "button", title: `Sort by ${column.name}`, onclick: () => sort(index + 1) },
        column.name,
        element("span", { "aria-hidden": "true" }, isSorted ? (sortBy.isDescending ? " ▼" : " ▲") : ""),
      ),
    );
  });
  return element(
    "div",
    {},
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows of the answer" },
      element("table", {}, element("thead", {}, element("tr", {}, ...headings)), body),
    ),
    ...(last === 0 ? [] : [element("p", { class: "pages" }, first, previous, place, next, end)]),
  );
}

function tableRow({ columns }: Answer, row: readonly AnswerValue[]): HTMLElement {
  const record = Object.fromEntries(row.map((value, index) => [columns[index]!.name, value]));
  return element(
    "tr",
    {},
    ...row.map((value, index) => {
      const { kind, name } = columns[index]!;
      const shown = showFigure(record, name, kind);
      const isCut = typeof value === "number" && String(value) !== shown.replaceAll(",", "");
      return element("td", { class: value === null ? "none" : kind, title: isCut ? String(value) : false }, shown);
    }),
  );
}
