import type { Problem } from "./extract.ts";
import { isMissingMarker } from "./is_missing_marker.ts";
import { grouped } from "../load/grouped.ts";
import { oneLine } from "./one_line.ts";

/**
 * A problem as one sentence: action, place, rule, value, and how to mend it where that is known.
 *
 * Amber and Red values are withheld unless `showValues`, their shape told instead; missing markers, error codes and
 * blanks tell nothing about anybody and are always shown.
 *
 * @param fileName The file's name, without its folder
 * @returns Without a final period, on one line
 *
 * @example
 * ```ts
 * import { describeProblem } from "./describe_problem.ts";
 * import { strictEqual } from "node:assert/strict";
 * const message = describeProblem("csr-2019-07.xlsx", {
 *   sheet: "Variance", scope: "row", cell: "E12", row: 12, column: "actual_volume", header: "Actual Volume",
 *   rule: "must be a whole number of requests", value: "n/a", suggestion: null, classification: "amber", cells: 1,
 * }, { showValues: false });
 * strictEqual(
 *   message,
 *   'Cannot load "csr-2019-07.xlsx" as Variance!E12 (Actual Volume) must be a whole number of requests: current value is "n/a"',
 * );
 * ```
 */
export function describeProblem(
  fileName: string,
  problem: Problem,
  { showValues }: { readonly showValues: boolean },
): string {
  const found = [describeFinding(problem, showValues), problem.suggestion].filter((part) => part !== null).join("; ");
  return `Cannot load "${oneLine(fileName)}" as ${describePlace(problem)} ${problem.rule}${
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
  const isOpen = showValues || ["white", "green"].includes(problem.classification) || isMissingMarker(value);
  const withheld = `${shapeOf(value)}, withheld: ${capitalised(problem.classification)}; --show-values prints it`;
  if (cells > 1) {
    return `${grouped(cells)} cells, the first ${
      value === "" ? "blank" : isOpen ? `"${oneLine(value)}"` : `(${withheld})`
    }`;
  }
  if (value === "") return "the cell is blank";
  return isOpen ? `current value is "${oneLine(value)}"` : `current value is ${withheld}`;
}

/** What may be said of a value that may not be shown. */
function shapeOf(value: string): string {
  if (value.startsWith("=")) return "a formula";
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
