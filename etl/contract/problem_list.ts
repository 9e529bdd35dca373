import type { Problem } from "./extract.ts";

/** Ranges listed for one rule broken in one column of a sheet; the rest is counted. */
const LISTED = 20;

/** The ranges in which one column of a sheet breaks one rule. */
interface Group {
  readonly ranges: Range[];
  unlisted: number;
}

/** Cells one below the other, as their first cell's problem and their count. */
interface Range {
  readonly first: Problem;
  lastRow: number;
}

/**
 * Collects problems in bounded memory: cells one below the other that break the same rule become one range, and a rule
 * broken in more than twenty places of a column is listed twenty times and then counted, never dropped.
 *
 * @example
 * ```ts
 * import { ProblemList } from "./problem_list.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const problems = new ProblemList();
 * for (const row of [12, 13, 14]) {
 *   problems.add({
 *     sheet: "Variance", scope: "row", cell: `E${row}`, row, column: "actual_volume", header: "Actual Volume",
 *     rule: "must be a whole number of requests", value: "n/a", suggestion: null, classification: "amber", cells: 1,
 *   });
 * }
 * deepStrictEqual(problems.all().map((problem) => [problem.cell, problem.cells]), [["E12:E14", 3]]);
 * ```
 */
export class ProblemList {
  readonly #groups = new Map<string, Group>();
  #alone = 0;

  /** Adds the problem of one cell, of a sheet or of the file. Cells of a column come in the order of their rows. */
  add(problem: Problem): void {
    const { sheet, scope, column, rule, suggestion } = problem;
    const isGrouped = scope === "row" && problem.row !== null;
    const key = JSON.stringify(isGrouped ? [sheet, column, rule, suggestion] : [this.#alone++]);
    let group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, group = { ranges: [], unlisted: 0 });
    const last = group.ranges.at(-1);
    if (last !== undefined && problem.row === last.lastRow + 1 && group.unlisted === 0) {
      last.lastRow = problem.row;
    } else if (group.ranges.length < LISTED) {
      group.ranges.push({ first: problem, lastRow: problem.row ?? 0 });
    } else {
      group.unlisted++;
    }
  }

  /** All problems so far: by the order in which each rule was first broken, then by row. */
  all(): Problem[] {
    return [...this.#groups.values()].flatMap(({ ranges, unlisted }) => {
      const listed = ranges.map(({ first, lastRow }): Problem => {
        const cells = first.row === null ? 1 : lastRow - first.row + 1;
        return cells === 1
          ? first
          : { ...first, cell: `${first.cell}:${first.cell?.replace(/\d+$/, "")}${lastRow}`, cells };
      });
      if (unlisted > 0) listed.push({ ...ranges[0]!.first, cell: null, row: null, value: null, cells: unlisted });
      return listed;
    });
  }
}
