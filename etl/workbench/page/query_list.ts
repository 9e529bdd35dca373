/// <reference lib="dom" />
import type { Contents, ListedQuery } from "../contents.ts";
import { writeAddress } from "./address.ts";
import { element } from "./element.ts";
import { skipLink } from "./skip_link.ts";
import { words } from "./show_value.ts";

const GROUPS: Readonly<Record<string, string>> = {
  measures: "Measures",
  annex: "Annex tables",
  checks: "Checks: no row means all is well",
  staging: "Staging: extracts as loaded",
  generated: "Generated",
};

/**
 * The project's queries as a list to look through: a field that narrows it, a heading a folder, and for each query its
 * facts, its SQL, and a link that asks it.
 *
 * @param skip Takes somebody at the keyboard past the list, which is long
 */
export function queryList(contents: Contents, skip: () => void): HTMLElement {
  const entries = contents.queries.map((query) => ({ query, node: entry(query) }));
  const count = element("p", { class: "count", role: "status" });
  const names = new Set([...Object.keys(GROUPS), ...contents.queries.map(({ group }) => group)]);
  const groups = [...names].map((group) => {
    const members = entries.filter(({ query }) => query.group === group);
    const heading = element("h3", {}, GROUPS[group] ?? words(group));
    return { members, node: element("section", {}, heading, ...members.map(({ node }) => node)) };
  }).filter(({ members }) => members.length > 0);
  const narrow = () => {
    const wanted = search.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    for (const { members, node } of groups) {
      let any = false;
      for (const { query, node } of members) {
        const isShown = wanted.every((word) => searched(query).includes(word));
        node.hidden = !isShown;
        any ||= isShown;
        if (isShown) shown++;
      }
      node.hidden = !any;
    }
    count.textContent = `${shown} of ${entries.length} queries`;
  };
  const search = element("input", { type: "search", id: "search", autocomplete: "off", oninput: narrow });
  narrow();
  const withheld = contents.withheld.length === 0 ? [] : [element(
    "details",
    { class: "withheld" },
    element("summary", {}, `${contents.withheld.length} above ${contents.label}, by title only`),
    element(
      "ul",
      {},
      ...contents.withheld.map(({ name, classification }) =>
        element("li", {}, `${words(name)} `, mark(classification))
      ),
    ),
  )];
  return element(
    "aside",
    { class: "queries", "aria-label": "The project's queries" },
    skipLink("Skip the list of queries", skip),
    element("h2", {}, "Queries"),
    element("label", { for: "search" }, "Find by name, column or source"),
    search,
    count,
    ...groups.map(({ node }) => node),
    ...withheld,
  );
}

function entry(query: ListedQuery): HTMLElement {
  const facts = [
    ["Grain", query.grain],
    ["Units", query.units],
    ["Source", query.source],
    ["Class", query.classification],
    ["Release", query.release],
    ["Columns", query.columns.join(", ")],
  ].flatMap(([name, text]) => text ? [element("dt", {}, name!), element("dd", {}, text)] : []);
  const sql = `from ${query.name}`;
  return element(
    "details",
    { class: "query" },
    element(
      "summary",
      {},
      element("code", {}, query.name),
      ...(query.classification === "white" ? [] : [" ", mark(query.classification)]),
    ),
    element(
      "div",
      {},
      element(
        "p",
        {},
        element(
          "a",
          {
            class: "button",
            href: writeAddress({ page: "ask", sql, month: "", region: "", show: "table" }),
          },
          "Ask",
          element("span", { class: "unseen" }, ` ${query.name}`),
        ),
      ),
      ...(query.about === "" ? [] : [element("p", {}, query.about)]),
      element("dl", {}, ...facts),
      element("details", {}, element("summary", {}, "SQL"), element("pre", { tabindex: "0" }, query.sql)),
    ),
  );
}

/** A class as a mark. */
export function mark(classification: string): HTMLElement {
  const label = classification.charAt(0).toUpperCase() + classification.slice(1);
  return element("span", { class: `class ${classification}` }, label);
}

function searched({ name, grain, source, about, columns }: ListedQuery): string {
  return [name, words(name), grain, source, about, ...columns].join(" ").toLowerCase();
}
