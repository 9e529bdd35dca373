import type { Problem } from "./extract.ts";

/** Ranges listed per rule and column of a sheet. Further cells are counted. */
const LISTED = 20;

/** Consecutive cells that are listed one by one, because each value may help to find the mistake. */
const FEW = 5;

/** The places where one column of a sheet breaks one rule. */
interface Group {
  readonly ranges: Range[];
  unlisted: { readonly order: number; cells: number } | null;
}

/** Consecutive cells: the problems of the first ones, and the last row. */
interface Range {
  readonly order: number;
  readonly first: Problem[];
  lastRow: number;
}

/**
 * Collects problems in bounded memory. More than five consecutive cells that break the same rule become one range. A
 * rule broken in more than twenty places of a column is listed twenty times; the rest are counted. No problem is
 * dropped.
 *
 * @example
 * ```ts
 * import { ProblemList } from "./problem_list.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const problems = new ProblemList();
 * for (const row of [12, 13, 14, 15, 16, 17]) {
 *   problems.add({
 *     sheet: "Variance", scope: "row", cell: `E${row}`, row, column: "actual_volume", header: "Actual Volume",
 *     rule: "must be a whole number of requests", value: "n/a", suggestion: null, classification: "amber", cells: 1,
 *   });
 * }
 * deepStrictEqual(problems.all().map((problem) => [problem.cell, problem.cells]), [["E12:E17", 6]]);
 * ```
 */
export class ProblemList {
  readonly #groups = new Map<string, Group>();
  #added = 0;

  /** Adds the problem of a cell, a sheet or the file. A sheet's cells must come row by row. */
  add(problem: Problem): void {
    const { sheet, scope, column, rule, suggestion } = problem;
    const order = this.#added++;
    const isGrouped = scope === "row" && problem.row !== null;
    const key = JSON.stringify(isGrouped ? [sheet, column, rule, suggestion] : [order]);
    let group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, group = { ranges: [], unlisted: null });
    const last = group.ranges.at(-1);
    if (group.unlisted !== null) {
      group.unlisted.cells++;
    } else if (last !== undefined && problem.row === last.lastRow + 1) {
      last.lastRow = problem.row;
      if (last.first.length < FEW) last.first.push(problem);
    } else if (group.ranges.length < LISTED) {
      group.ranges.push({ order, first: [problem], lastRow: problem.row ?? 0 });
    } else {
      group.unlisted = { order, cells: 1 };
    }
  }

  /** All problems so far, in the order in which their ranges began. */
  all(): Problem[] {
    const ordered: [order: number, problem: Problem][] = [];
    for (const { ranges, unlisted } of this.#groups.values()) {
      for (const { order, first, lastRow } of ranges) {
        const cells = first[0]!.row === null ? 1 : lastRow - first[0]!.row + 1;
        if (cells <= FEW) { for (const problem of first) ordered.push([order, problem]); }
        else ordered.push([order, asRange(first[0]!, lastRow, cells)]);
      }
      if (unlisted !== null) {
        const problem = ranges[0]!.first[0]!;
        ordered.push([unlisted.order, { ...problem, cell: null, row: null, value: null, cells: unlisted.cells }]);
      }
    }
    return ordered.sort(([left], [right]) => left - right).map(([, problem]) => problem);
  }
}

function asRange(first: Problem, lastRow: number, cells: number): Problem {
  const letters = first.cell?.replace(/\d+$/, "");
  return { ...first, cell: `${first.cell}:${letters}${lastRow}`, cells };
}
