import type { Cell } from "../workbook/cell.ts";
import { cleanText } from "../text/clean_text.ts";
import type { Column } from "./column.ts";
import { isMissingMarker } from "./is_missing_marker.ts";
import { Rejection } from "./rejection.ts";
import { isTotalsLabel } from "./totals_label.ts";
import { valueKind } from "./value_kind.ts";
import type { CellValue } from "./cell_value.ts";

/**
 * Reads a cell of one column. Returns a value in the form of {@linkcode Column}'s kind, null for a blank, or a
 * rejection.
 */
export type CellReader = (cell: Cell | undefined) => CellValue | null | Rejection;

/** Distinct texts cached per column. Names, months and codes repeat; identifiers do not. */
const MOST_CACHED = 4096;

/**
 * Makes the reader of a column's cells. It runs once per cell of a million rows. It therefore caches the results for
 * repeated texts and dates.
 *
 * @param column The contract's column
 * @param isKey True when a totals label (`Grand Total`) is not a value, because the column is part of the key
 *
 * @example
 * ```ts
 * import { cellReader } from "./cell_reader.ts";
 * import { Rejection } from "./rejection.ts";
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 * const read = cellReader(
 *   { kind: "count", header: "Actual Volume", unit: "requests", classification: "amber", description: "Requests sent" },
 *   false,
 * );
 * strictEqual(read({ kind: "text", text: "1,234" }), 1234);
 * deepStrictEqual(read({ kind: "text", text: "n/a" }), new Rejection("must be a whole number of requests"));
 * ```
 */
export function cellReader(column: Column, isKey: boolean): CellReader {
  const kind = valueKind(column);
  const leaveBlank = column.blank === undefined ? null : `leave the cell blank: a blank means ${column.blank}`;
  const missing = new Rejection(kind.rule, leaveBlank);
  const blank = column.blank === undefined ? missing : null;
  const uncalculated = new Rejection(
    "must show its value, but the formula's result is not stored in the file",
    "open the workbook in a spreadsheet program, let it calculate, and save it",
  );

  const finish = (value: CellValue | Rejection): CellValue | Rejection => {
    if (value instanceof Rejection || column.rule === undefined) return value;
    const checked = column.rule.safeParse(value);
    return checked.success ? checked.data as CellValue : new Rejection(checked.error.issues[0]!.message);
  };
  const readText = (text: string): CellValue | null | Rejection => {
    const clean = cleanText(text);
    if (clean === "") return blank;
    if (isMissingMarker(clean)) return missing;
    if (isKey && isTotalsLabel(clean)) return missing;
    return finish(kind.fromText(clean));
  };
  const texts = cached(readText);
  const dates = cached((iso) => finish(kind.fromDate(iso)));

  return (cell) => {
    if (cell === undefined) return blank;
    switch (cell.kind) {
      case "text":
        return texts(cell.text);
      case "number":
        return column.rule === undefined
          ? kind.fromNumber(cell.value, cell.format)
          : finish(kind.fromNumber(cell.value, cell.format));
      case "date":
        return dates(cell.iso);
      case "boolean":
        return finish(kind.fromBoolean(cell.value));
      case "error":
        return missing;
      case "uncached":
        return uncalculated;
    }
  };
}

function cached<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  let found = 0;
  let isCaching = true;
  return (text) => {
    if (!isCaching) return read(text);
    let value = known.get(text);
    if (value !== undefined) {
      found++;
      return value;
    }
    value = read(text);
    if (known.size < MOST_CACHED) known.set(text, value);
    else if (found < MOST_CACHED) {
      // Few texts repeat: a lookup would only cost time.
      isCaching = false;
      known.clear();
    }
    return value;
  };
}
