import { columnLetters } from "../workbook/address.ts";
import type { Cell, Row } from "../workbook/workbook.ts";
import { cleanText } from "./clean_text.ts";
import { normaliseHeader } from "./normalise_header.ts";
import { oneLine } from "./one_line.ts";

/** A header in a sheet, as spelt there. */
export interface SheetHeader {
  /** Zero-based; column A is 0. */
  readonly index: number;
  readonly text: string;
  /** `C5 "Regoin"`, for messages. */
  readonly place: string;
  /** The normalised spellings it may be read as, best first: its own text, then its text with the banner above it. */
  readonly labels: readonly string[];
}

/** A row that may be a table's header, alone or with the row above it. */
export interface HeaderRow {
  /** The (lower) row, 1-based. */
  readonly row: number;
  /** The first row that the header takes: the same, or the banner's. */
  readonly firstRow: number;
  readonly headers: readonly SheetHeader[];
}

/**
 * Takes a row as a header.
 *
 * @param row The row that may be the header
 * @param banner The row directly above it, whose texts may span several columns (merged cells hold their text in the
 * first); null to take the row alone
 *
 * @example
 * ```ts
 * import { headerRow } from "./header_row.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const text = (text: string) => ({ kind: "text", text }) as const;
 * const { headers } = headerRow(
 *   { number: 5, cells: [undefined, text("Forecast"), text("Actual")], hidden: false },
 *   { number: 4, cells: [text("User ID"), text("Volume")], hidden: false },
 * );
 * deepStrictEqual(headers.map((header) => header.labels), [
 *   ["userid"],
 *   ["forecast", "volumeforecast", "forecastvolume"],
 *   ["actual", "volumeactual", "actualvolume"],
 * ]);
 * ```
 */
export function headerRow(row: Row, banner: Row | null): HeaderRow {
  const headers: SheetHeader[] = [];
  let above = "";
  for (let index = 0; index < Math.max(row.cells.length, banner?.cells.length ?? 0); index++) {
    const own = headerText(row.cells[index]);
    const top = headerText(banner?.cells[index]);
    if (top !== "") above = top;
    // A cell merged over both rows holds its text in the upper one.
    const text = own === "" ? top : own;
    if (text === "") continue;
    const number = own === "" ? banner!.number : row.number;
    const joined = own !== "" && above !== "" ? [`${above} ${own}`, `${own} ${above}`] : [];
    const labels = [text, ...joined].map(normaliseHeader);
    headers.push({ index, text, place: `${columnLetters(index)}${number} "${oneLine(text)}"`, labels });
  }
  return { row: row.number, firstRow: (banner ?? row).number, headers };
}

/** The text a header cell shows; empty for a blank. */
export function headerText(cell: Cell | undefined): string {
  switch (cell?.kind) {
    case undefined:
      return "";
    case "text":
      return cleanText(cell.text);
    case "date":
      return cell.iso;
    case "number":
    case "boolean":
      return String(cell.value);
    case "error":
      return cell.text;
    case "uncached":
      return `=${cell.formula}`;
  }
}
