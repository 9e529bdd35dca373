import { SUPPRESSED } from "./format_value.ts";

/** A table without the columns that say what a view suppresses: they are said by `[c]` and in the notes. */
export interface SuppressedTable<Value> {
  readonly names: readonly string[];
  readonly rows: readonly (readonly (Value | typeof SUPPRESSED)[])[];
  /** The reasons, a line each. */
  readonly notes: readonly string[];
}

/**
 * Puts `[c]` in the place of what the columns `suppressed_columns` and `suppressed_reason` of a table say, which are left
 * out then; a table without them stays as it is.
 *
 * @param names Of the columns
 *
 * @example
 * ```ts
 * import { showSuppressed } from "./show_suppressed.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const names = ["region", "exceptions", "suppressed_columns", "suppressed_reason"];
 * const table = showSuppressed(names, [["North", null, "exceptions", "suppressed: fewer than 5 Devices"]]);
 * deepStrictEqual(table.rows, [["North", "[c]"]]);
 * deepStrictEqual(table.notes, ["[c] suppressed: fewer than 5 Devices"]);
 * ```
 */
export function showSuppressed<Value>(
  names: readonly string[],
  rows: readonly (readonly Value[])[],
): SuppressedTable<Value> {
  const [hidden, why] = [names.indexOf("suppressed_columns"), names.indexOf("suppressed_reason")];
  if (hidden < 0) return { names, rows, notes: [] };
  const isShown = (_: unknown, at: number) => at !== hidden && at !== why;
  const reasons = new Set<string>();
  const shown = rows.map((row) => {
    const columns = suppressedColumns(row[hidden]);
    if (columns.length > 0) reasons.add(String(row[why] ?? "suppressed"));
    return row.map((value, at) => columns.includes(names[at]!) ? SUPPRESSED : value).filter(isShown);
  });
  return { names: names.filter(isShown), rows: shown, notes: [...reasons].map((reason) => `${SUPPRESSED} ${reason}`) };
}

/**
 * The columns that a row's `suppressed_columns` names.
 *
 * @example
 * ```ts
 * import { suppressedColumns } from "./show_suppressed.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(suppressedColumns("exceptions,share_percent"), ["exceptions", "share_percent"]);
 * deepStrictEqual(suppressedColumns(null), []);
 * ```
 */
export function suppressedColumns(value: unknown): string[] {
  return typeof value === "string" && value !== "" ? value.split(",") : [];
}
