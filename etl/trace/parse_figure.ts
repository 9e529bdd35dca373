import { EXIT, UserError } from "../base/user_error.ts";

/** What to trace: some rows of a view. */
export interface Figure {
  /** The view's name. */
  readonly view: string;
  /** The first of the month it is of, `yyyy-mm-dd`; null: every month. */
  readonly month: string | null;
  /** SQL conditions its rows meet, none of them empty. */
  readonly conditions: readonly string[];
}

/**
 * Reads a figure named on the command line: a view, or a row of Annex A as people speak of it.
 *
 * @param name `csr_variance_summary`, or `Annex A, row 5`
 * @param month The first of the month, or null
 * @param where An SQL condition more, or null
 * @throws {UserError} exit 2, for a row of Annex A without its month
 *
 * @example
 * ```ts
 * import { parseFigure } from "./parse_figure.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(parseFigure("Annex A, row 5", "2019-07-01", null), {
 *   view: "annex_a", month: "2019-07-01", conditions: ["report_number = 5"],
 * });
 * ```
 */
export function parseFigure(name: string, month: string | null, where: string | null): Figure {
  const conditions = where === null || where.trim() === "" ? [] : [where.trim()];
  const row = /^\s*annex\s+a\s*,?\s*row\s+(\d{1,3})\s*$/i.exec(name);
  if (row === null) return { view: name.trim().toLowerCase(), month, conditions };
  if (month === null) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot trace "${name}" without its month: add --month, such as --month 2019-07`,
    );
  }
  return { view: "annex_a", month, conditions: [`report_number = ${Number(row[1])}`, ...conditions] };
}
