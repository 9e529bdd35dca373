import type { CellForm, CellKind } from "./cell_facts.ts";
import { type ColumnProfile, isAll } from "./column_profile.ts";
import type { InferredKind } from "./description.ts";

/** A header that names codes. Digits under it are not numbers. */
const CODE =
  /\b(?:id|ids|identifiers?|ref|refs|references?|codes?|numbers?|no|nos|guid|eui|serial|postcode|mpx?[ar]n|imei|variant|version|clause)\b/i;

/** Words that make such a header one of counts: "Number of requests", "No. of Users". */
const COUNTED = /\b(?:numbers?|nos?)\b\.?\s+of\b|#\s*of\b/gi;

/** A header that names percentages. */
const PERCENT = /%|\bper ?cent(?:age)?s?\b/i;

/** Types of cells that are neither values nor texts. */
const UNREADABLE: readonly CellForm[] = [
  "missing marker",
  "error",
  "uncalculated formula",
];

/**
 * Infers the kind of a column from all its cells. The header decides when digits are ambiguous: `4.10` under "Variant"
 * is a code, and 96.6 is a percentage only under a `%`.
 *
 * @returns The kind. For `mixed`, also the kind that accepts more than half of the cells.
 *
 * @example
 * ```ts
 * import { ColumnProfile } from "./column_profile.ts";
 * import { inferKind } from "./infer_kind.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const column = new ColumnProfile(0, "Region");
 * column.add({ kind: "text", text: "North" }, 2);
 * deepStrictEqual(inferKind(column), { kind: "text", mostly: null });
 * ```
 */
export function inferKind(
  column: ColumnProfile,
): { readonly kind: InferredKind; readonly mostly: InferredKind | null } {
  if (column.filled === 0) return { kind: "empty", mostly: null };
  // Days in years that contracts reject are still days.
  if (
    column.forms.size === 1 && column.forms.has("date") &&
    !isAll(column, "date")
  ) {
    return { kind: "date", mostly: null };
  }
  // Percentages below 0 or above 100 are still percentages.
  if (isPercentages(column) && !isAll(column, "percent")) return { kind: "percent", mostly: null };
  const whole = bestKind(column, (kind) => isAll(column, kind));
  const slips = whole === "text" ? mostlyFigures(column) : null;
  if (slips !== null) return { kind: "mixed", mostly: slips };
  if (whole !== null) return { kind: whole, mostly: null };
  const unreadable = UNREADABLE.reduce(
    (sum, form) => sum + (column.forms.get(form)?.cells ?? 0),
    0,
  );
  const readable = column.filled - unreadable;
  const numbers = numericCells(column);
  if (unreadable === 0 && numbers === column.filled) {
    return { kind: "number", mostly: null };
  }
  const most = bestKind(
    column,
    (kind) =>
      column.taken(kind) * 2 > readable &&
      column.taken(kind) * 4 > column.filled,
  );
  const mostly = most !== null ? most : numbers * 2 > readable ? "number" : null;
  return { kind: "mixed", mostly };
}

/** Whether a column's header names codes. "No" next to "Yes" is an answer. */
export function namesCodes(
  { header, isAnswer = false }: { readonly header: string; readonly isAnswer?: boolean },
): boolean {
  return !isAnswer && CODE.test(header.replace(COUNTED, ""));
}

function numericCells(column: ColumnProfile): number {
  const forms: CellForm[] = [
    "whole number",
    "decimal or negative number",
    "percentage",
    "percentage stored as text",
    "number stored as text",
  ];
  return forms.reduce(
    (sum, form) => sum + (column.forms.get(form)?.cells ?? 0),
    0,
  );
}

function bestKind(
  column: ColumnProfile,
  takes: (kind: CellKind) => boolean,
): InferredKind | null {
  const { header, forms } = column;
  const isCode = namesCodes(column);
  const isPercent = PERCENT.test(header) || forms.has("percentage") ||
    forms.has("percentage stored as text");
  if (
    takes("yes_no") && !forms.has("whole number") &&
    !forms.has("number stored as text")
  ) return "yes_no";
  if (
    takes("date") &&
    !(takes("month") && column.isFirstOfMonth &&
      /\bmonth|\bperiod\b/i.test(header))
  ) {
    const isQuarter = takes("quarter") && column.isFirstOfMonth &&
      /\bquarter/i.test(header);
    return isQuarter ? "quarter" : "date";
  }
  if (takes("month")) return "month";
  if (takes("quarter")) return "quarter";
  if (takes("period")) return "period";
  if (isPercent && takes("percent")) return "percent";
  if (takes("count") && !isCode && !hasLostZeros(column)) return "count";
  if (!isCode && takes("text") && isFigures(column)) return "number";
  if (takes("text") || isCode && takes("code")) return "text";
  if (takes("count")) return "count";
  return null;
}

/** Whether all cells look like percentages. */
function isPercentages({ forms }: ColumnProfile): boolean {
  return [...forms.keys()].every((form) => form === "percentage" || form === "percentage stored as text");
}

/**
 * The kind of a text column that holds mostly numbers or days, with a few typing errors. At least nine of ten cells,
 * and at least four, must agree. Without this check the column would pass as text.
 */
function mostlyFigures(column: ColumnProfile): InferredKind | null {
  const isMost = (cells: number) => cells >= 4 && column.filled - cells <= Math.max(1, column.filled / 10);
  if (namesCodes(column) || hasLostZeros(column)) return null;
  const kind = bestKind(
    column,
    (kind) => kind !== "text" && kind !== "code" && kind !== "yes_no" && isMost(column.taken(kind)),
  );
  return kind ?? (isMost(numericCells(column)) ? "number" : null);
}

/**
 * Whether the texts are all numbers, some with decimals or a minus sign. 4.10 could be a code, but only a header can
 * say so.
 */
function isFigures(column: ColumnProfile): boolean {
  const isAllNumbers = numericCells(column) === column.filled;
  return isAllNumbers && (column.oddities.has("decimals") || column.oddities.has("a negative number"));
}

/** Whether some whole number begins with a zero, or its format adds one. Such a number is a code: 0012. */
function hasLostZeros(column: ColumnProfile): boolean {
  return column.examples.some((example) => /^0\d/.test(example)) ||
    column.oddities.has("leading zeros its format adds");
}
