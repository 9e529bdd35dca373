import { columnLetters } from "../workbook/address.ts";
import type { Cell, Row } from "../workbook/cell.ts";
import { cleanText } from "../text/clean_text.ts";
import { normaliseHeader } from "./normalise_header.ts";
import { oneLine } from "../text/one_line.ts";

/** A header in a sheet, as spelt there. */
export interface SheetHeader {
  /** Zero-based; column A is 0. */
  readonly index: number;
  readonly text: string;
  /** `C5 "Regoin"`, for messages. */
  readonly place: string;
  /**
   * The normalised spellings to try, best first: its own text, its text with one banner, its text with all banners, and
   * its text without a note's mark such as `(1)`, `[r]` or `²`.
   */
  readonly labels: readonly string[];
}

/** A row that may be a table's header, alone or with the rows above it. */
export interface HeaderRow {
  /** The lowest row, 1-based. */
  readonly row: number;
  /** The first row of the header: the same row, or that of its highest banner. */
  readonly firstRow: number;
  readonly headers: readonly SheetHeader[];
}

/** The most rows that a header has above its lowest row. */
export const MOST_BANNERS = 2;

/**
 * Reads a row as a header.
 *
 * @param row The row that may be the header
 * @param banners The header's rows directly above it, upwards. A text may span several columns, because merged cells
 * hold their text in the first.
 *
 * @example
 * ```ts
 * import { headerRow } from "./header_row.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const text = (text: string) => ({ kind: "text", text }) as const;
 * const { headers } = headerRow(
 *   { number: 5, cells: [undefined, text("Forecast"), text("Actual")], hidden: false },
 *   [{ number: 4, cells: [text("User ID"), text("Volume")], hidden: false }],
 * );
 * deepStrictEqual(headers.map((header) => header.labels), [
 *   ["userid"],
 *   ["forecast", "volumeforecast", "forecastvolume"],
 *   ["actual", "volumeactual", "actualvolume"],
 * ]);
 * ```
 */
export function headerRow(row: Row, banners: readonly Row[] = []): HeaderRow {
  const levels = [row, ...banners];
  const headers: SheetHeader[] = [];
  // By level: the text that still spans the column. A new text ends those of the levels below it.
  const spanning = levels.map(() => "");
  const width = Math.max(...levels.map(({ cells }) => cells.length));
  for (let index = 0; index < width; index++) {
    const texts = levels.map(({ cells }) => headerText(cells[index]));
    for (let level = levels.length - 1; level > 0; level--) {
      if (texts[level] !== "") spanning.fill("", 1, level).fill(texts[level]!, level, level + 1);
    }
    // A cell merged over several rows holds its text in the first of them.
    const lowest = texts.findIndex((text) => text !== "");
    if (lowest === -1) continue;
    const text = texts[lowest]!;
    const above = spanning.slice(lowest + 1).filter((one) => one !== "");
    const labels = [text, ...joined(text, above), ...withoutMark(text)].map(normaliseHeader);
    headers.push({ index, text, place: `${columnLetters(index)}${levels[lowest]!.number} "${oneLine(text)}"`, labels });
  }
  return { row: row.number, firstRow: levels.at(-1)!.number, headers };
}

function withoutMark(text: string): string[] {
  const plain = text.replace(
    /\s*(?:\(\d{1,2}\)|\[(?!(?:[km]|mn|bn)\])[a-z\d]{1,2}\]|[\u00b9\u00b2\u00b3\u2070-\u2079]+)$/i,
    "",
  );
  return plain === text ? [] : [plain];
}

/** Joins a text with those above it, nearest first: one of them or all, before it or after it. */
function joined(text: string, above: readonly string[]): string[] {
  const one = above.flatMap((banner) => [`${banner} ${text}`, `${text} ${banner}`]);
  if (above.length < 2) return one;
  return [...one, [...above].reverse().concat(text).join(" "), [text, ...above].join(" ")];
}

/** The text that a header cell shows; empty for a blank. */
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
