import type { Problem } from "./extract.ts";
import { isMissingMarker } from "./is_missing_marker.ts";
import { grouped } from "../text/grouped.ts";
import { oneLine } from "../text/one_line.ts";
import { parseDate, parseMonth, parseQuarter } from "./parse_day.ts";

/**
 * Formats a problem as one sentence: action, place, rule, value, and the fix when it is known.
 *
 * Amber and Red values are withheld unless `showValues` is set. The sentence then describes their shape. Missing
 * markers, error codes, blanks and months identify nobody and are always shown.
 *
 * @param fileName The file's name, without its folder
 * @returns One line without a final period
 *
 * @example
 * ```ts
 * import { formatProblem } from "./format_problem.ts";
 * import { strictEqual } from "node:assert/strict";
 * const message = formatProblem("csr-2019-07.xlsx", {
 *   sheet: "Variance", scope: "row", cell: "E12", row: 12, column: "actual_volume", header: "Actual Volume",
 *   rule: "must be a whole number of requests", value: "n/a", suggestion: null, classification: "amber", cells: 1,
 * }, { showValues: false });
 * strictEqual(
 *   message,
 *   'Cannot load "csr-2019-07.xlsx" because Variance!E12 (Actual Volume) must be a whole number of requests: current value is "n/a"',
 * );
 * ```
 */
export function formatProblem(
  fileName: string,
  problem: Problem,
  { showValues }: { readonly showValues: boolean },
): string {
  const found = [describeFinding(problem, showValues), problem.suggestion].filter((part) => part !== null).join("; ");
  return `Cannot load "${oneLine(fileName)}" because ${describePlace(problem)} ${problem.rule}${
    found === "" ? "" : `: ${found}`
  }`;
}

function describePlace({ sheet, cell, header }: Problem): string {
  if (sheet === null) return "it";
  const name = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet) ? sheet : `'${oneLine(sheet).replaceAll("'", "''")}'`;
  return `${name}${cell === null ? "" : `!${cell}`}${header === null ? "" : ` (${oneLine(header)})`}`;
}

function describeFinding(problem: Problem, showValues: boolean): string | null {
  const { value, cells, cell, column } = problem;
  if (cell === null && column !== null) return `${grouped(cells)} more cells`;
  if (value === null) return null;
  const isOpen = showValues || ["white", "green"].includes(problem.classification) || isMissingMarker(value) ||
    isMonth(value);
  const withheld = `${shapeOf(value, problem.rule)}, withheld: ${
    capitalised(problem.classification)
  }; --show-values prints it`;
  if (cells > 1) {
    return `${grouped(cells)} cells, the first ${
      value === "" ? "blank" : isOpen ? `"${oneLine(value)}"` : `(${withheld})`
    }`;
  }
  if (value === "") return "the cell is blank";
  return isOpen ? `current value is "${oneLine(value)}"` : `current value is ${withheld}`;
}

/**
 * Whether a value is only a month or a quarter, with a four-digit year. A day is excluded because it can be personal.
 */
function isMonth(value: string): boolean {
  return /\d{4}/.test(value) && parseDate(value) === null && (parseMonth(value) ?? parseQuarter(value)) !== null;
}

/** Describes a withheld value. The text never says that the value is what the rule requires. */
function shapeOf(value: string, rule: string): string {
  if (value.startsWith("=")) return "a formula";
  if (/^must be a whole number/.test(rule)) {
    if (/^\d[\d,]*$/.test(value) && !/^(?:\d+|\d{1,3}(?:,\d{3})+)$/.test(value)) {
      return "digits whose commas do not separate thousands";
    }
    if (/^\d[\d,]*$/.test(value) && !Number.isSafeInteger(Number(value.replaceAll(",", "")))) {
      return `a number of ${value.replaceAll(",", "").length} digits, too large to be exact`;
    }
  }
  if (/^must be a percentage/.test(rule) && Number(value.replace(/\s*%$/, "")) > 100) return "a number above 100";
  if (/^must be a date/.test(rule) && /^\d{4}-\d{2}-\d{2}(?:T|$)/.test(value) && parseDate(value) === null) {
    return "written as a date, but not a day from 2000 to 2099";
  }
  if (/^-\d+(?:\.\d+)?$/.test(value)) return "a negative number";
  if (/^[\d,]+$/.test(value)) return "a whole number";
  if (/^[\d,]+\.\d+$/.test(value)) return "a decimal number";
  if (/^[\d.]+\s*%$/.test(value)) return "a percentage";
  if (/^\d{4}-\d{2}-\d{2}(?:T|$)/.test(value)) return "a date";
  return "a text";
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
