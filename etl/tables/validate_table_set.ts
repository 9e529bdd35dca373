import { CLASSES, type Classification, mayShow } from "../base/classification.ts";
import { MARKINGS } from "../base/marking.ts";
import type { TableSet } from "./table_set.ts";
import { nameProblem } from "./name_problem.ts";
import { validateTable } from "./validate_table.ts";

/** One reason a table set cannot be written, and whether it is that something stands above the audience's class. */
export interface TableSetProblem {
  readonly message: string;
  readonly isAboveAudience: boolean;
}

/**
 * Every reason a table set cannot be written as it is described: none when it can.
 *
 * All problems are found at once. Cells that break the same rule of one column are one problem with their number, and no
 * message holds a cell's value, as it may be Amber or Red.
 *
 * @example
 * ```ts
 * import { validateTableSet } from "./validate_table_set.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const problems = validateTableSet({
 *   title: "Annex A", month: "2019-07-01", audience: "white", isSynthetic: false, notes: [], charts: [], withheld: [],
 *   tables: [{
 *     name: "post_commissioning", title: "Post commissioning", source: "SEC App. AC 5.8", classification: "red", notes: [],
 *     columns: [{ name: "devices", title: "Devices", kind: "count" }], rows: [[null]],
 *   }],
 * });
 * deepStrictEqual(problems.map((problem) => problem.message), [
 *   'Cannot write table "post_commissioning" for a White audience: its content is Red',
 *   'Cannot write table "post_commissioning" because column "devices" has a blank in row 1: say why in its "blank"',
 * ]);
 * ```
 */
export function validateTableSet(set: TableSet): TableSetProblem[] {
  const problems: TableSetProblem[] = [];
  const say = (message: string) => problems.push({ message, isAboveAudience: false });
  const sayAbove = (what: string, name: string, content: Classification) => {
    if (mayShow(content, set.audience)) return;
    const message = `Cannot write ${what} "${name}" for a ${MARKINGS[set.audience].label} audience: its content is ` +
      MARKINGS[content].label;
    problems.push({ message, isAboveAudience: true });
  };

  if (!CLASSES.includes(set.audience)) {
    say(`Cannot write the annex for audience "${set.audience}": it is one of ${CLASSES.join(", ")}`);
    return problems;
  }
  if (set.title.trim() === "") say("Cannot write the annex because it has no title");
  if (!/^\d{4}-(0[1-9]|1[0-2])-01$/.test(set.month)) {
    say(`Cannot write the annex for month "${set.month}": give the first of the month as yyyy-mm-dd`);
  }
  if (set.tables.length === 0) say("Cannot write the annex because it has no table");
  set.notes.forEach((note, at) => {
    if (note.trim() === "") say(`Cannot write the annex because its note ${at + 1} is empty`);
  });

  for (const table of set.tables) {
    sayAbove("table", table.name, table.classification);
    for (const rule of validateTable(table)) say(`Cannot write table "${table.name}" because ${rule}`);
  }
  for (const name of repeated(set.tables.map((table) => table.name))) {
    say(`Cannot write table "${name}" twice: every table of an annex has its own name`);
  }

  for (const chart of set.charts) {
    sayAbove("chart", chart.name, chart.classification);
    const name = nameProblem(chart.name);
    if (name !== null) say(`Cannot write chart "${chart.name}" because its name ${name}`);
    if (chart.title.trim() === "") say(`Cannot write chart "${chart.name}" because it has no title`);
    if (chart.description.trim() === "") {
      say(`Cannot write chart "${chart.name}" because it has no description for people who cannot see it`);
    }
  }
  for (const name of repeated(set.charts.map((chart) => chart.name))) {
    say(`Cannot write chart "${name}" twice: every chart of an annex has its own name`);
  }

  for (const held of set.withheld) {
    if (mayShow(held.classification, set.audience)) {
      say(
        `Cannot withhold "${held.title}" from a ${MARKINGS[set.audience].label} audience: it is only ` +
          MARKINGS[held.classification].label,
      );
    }
  }
  return problems;
}

/** Names that stand more than once when case is ignored, as it is by Excel and by two of three file systems. */
function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name.toLowerCase()).size);
}
