import { headerText } from "../contract/header_row.ts";
import { oneLine } from "../text/one_line.ts";
import type { Cell, Row } from "../workbook/cell.ts";
import { cellFacts } from "./cell_facts.ts";
import { headerIdentity } from "./header_identity.ts";

/** Rows compared below a candidate. */
const BELOW = 12;
/** A longer text is prose. */
const LONGEST_LABEL = 120;
/** The most banner rows above the lowest row of a header. */
const BANNERS = 3;

/** A header found by its appearance. */
export interface FoundHeader {
  /** Its rows, 1-based, from top to bottom. */
  readonly rows: readonly number[];
  /** By column: the texts of its rows, joined from top to bottom. A banner extends to the next one. */
  readonly headers: ReadonlyMap<number, string>;
}

/**
 * Finds the row that looks most like a table's header, without a contract. Its cells are labels, mostly distinct. The
 * columns below are filled, and best of all hold values that are not labels.
 *
 * @param top The sheet's first rows that hold a cell
 * @returns Null when no row has two labels over two filled columns
 *
 * @example
 * ```ts
 * import { findHeader } from "./find_header.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const row = (number: number, ...texts: string[]) =>
 *   ({ number, cells: texts.map((text) => ({ kind: "text", text }) as const), hidden: false });
 * const found = findHeader([row(1, "Deaths of note"), row(3, "Name", "Age"), row(4, "David Bowie", "69")]);
 * deepStrictEqual(found, { rows: [3], headers: new Map([[0, "Name"], [1, "Age"]]) });
 * ```
 */
export function findHeader(top: readonly Row[]): FoundHeader | null {
  let best = -1;
  let bestScore = 0;
  for (let at = 0; at < top.length - 1; at++) {
    const score = headerScore(top, at);
    if (score > bestScore) {
      best = at;
      bestScore = score;
    }
  }
  return best === -1 ? null : joinHeader(top, best, bannersAbove(top, best));
}

/**
 * Joins the texts of header rows.
 *
 * @param lowest The index of the lowest header row in `top`
 * @param banners The number of header rows directly above it
 */
export function joinHeader(
  top: readonly Row[],
  lowest: number,
  banners: number,
): FoundHeader {
  const rows = top.slice(lowest - banners, lowest + 1);
  const width = Math.max(...rows.map((row) => row.cells.length));
  const carried = rows.map(() => "");
  const headers = new Map<number, string>();
  for (let index = 0; index < width; index++) {
    const texts = rows.map((row, level) => {
      const text = headerText(row.cells[index]);
      if (text === "") return level === rows.length - 1 ? "" : carried[level]!;
      // A new banner ends those of the rows below it.
      for (let lower = level; lower < rows.length; lower++) carried[lower] = "";
      carried[level] = text;
      return text;
    });
    // A column covered only by an earlier column's banner has no header.
    if (rows.every((row) => headerText(row.cells[index]) === "")) continue;
    headers.set(
      index,
      oneLine(
        [...new Set(texts.filter((text) => text !== ""))].join(" "),
        Infinity,
      ),
    );
  }
  return { rows: rows.map((row) => row.number), headers };
}

function isFilled(cell: Cell | undefined): cell is Cell {
  // One letter or digit is enough. A long text need not be cleaned whole.
  return (cell?.kind === "text" && /^[!-~]/.test(cell.text)) || headerText(cell) !== "";
}

/** The start of a cell's text, long enough to recognise a label. */
function labelText(cell: Cell | undefined): string {
  return headerText(cell?.kind === "text" ? { ...cell, text: cell.text.slice(0, 2 * LONGEST_LABEL) } : cell);
}

/** Whether a cell is a label: a text other than a number, date or answer. A year also counts. */
function isLabel(cell: Cell): boolean {
  if (cell.kind === "number") {
    return Number.isInteger(cell.value) && cell.value >= 1900 &&
      cell.value <= 2100;
  }
  if (
    cell.kind !== "text" || cell.text.length > LONGEST_LABEL ||
    /^\s*https?:/i.test(cell.text)
  ) return false;
  return cellFacts(cell)?.form === "text" &&
    !ANSWER.test(cell.text) &&
    // A number in another country's spelling: 1,5 or 1 234 or 96,5%.
    !/^[-+(]?[\s\d.,]*\d[\s\d.,]*%?\)?$/.test(cell.text);
}

/**
 * Whether a cell over numbers is a label although it is a month, quarter, day or answer. A table may have one column
 * per month, or count the answers Yes and No.
 */
function isWordOverFigures(cell: Cell, below: readonly (Cell | undefined)[]): boolean {
  const isAnswer = cell.kind === "text" && ANSWER.test(cell.text);
  if (!isAnswer && (cellFacts(cell)?.day ?? null) === null) return false;
  const facts = below.map(cellFacts).filter((one) => one !== null);
  return facts.length > 0 && facts.every(({ number }) => number !== null);
}

const ANSWER = /^\s*(?:yes|no|true|false|y|n)\s*$/i;

function headerScore(top: readonly Row[], at: number): number {
  const row = top[at]!;
  const filled = row.cells.flatMap((cell, index) => isFilled(cell) ? [index] : []);
  if (filled.length < 2) return 0;
  const below = top.slice(at + 1, at + 1 + BELOW);
  const labels = filled.filter((index) =>
    isLabel(row.cells[index]!) || isWordOverFigures(row.cells[index]!, below.map(({ cells }) => cells[index]))
  );
  if (labels.length < 2 || labels.length < filled.length * 0.8) return 0;
  const widthBelow = new Set(
    below.filter((one) => one.cells.filter(isFilled).length > 1)
      .flatMap((one) => one.cells.flatMap((cell, index) => isFilled(cell) ? [index] : [])),
  );
  const over = filled.filter((index) => widthBelow.has(index));
  if (over.length < 2) return 0;
  const texts = new Set(
    filled.map((index) => headerIdentity(labelText(row.cells[index]))),
  );
  const contrast = over.reduce((sum, index) => {
    const cells = below.map((one) => one.cells[index]).filter(isFilled);
    // Below a header a number is a value, even if it could be a year.
    return sum + cells.filter((cell) => cell.kind === "number" || !isLabel(cell)).length / cells.length;
  }, 0) / over.length;
  const words = labels.reduce(
    (sum, index) => sum + (labelText(row.cells[index]).length <= 60 ? 1 : 0),
    0,
  );
  return over.length / Math.max(widthBelow.size, filled.length) +
    texts.size / filled.length / 2 + contrast * 1.5 +
    words / filled.length / 4 - at * 0.02 - dataAbove(top, at, over) / 2 -
    (contrast === 0 && hasLabelsAbove(top, at, over) ? 0.5 : 0);
}

/**
 * Whether a row above has labels over all or nearly all of the columns. In a table of texts, the first such row is the
 * header, even with a blank cell.
 */
function hasLabelsAbove(top: readonly Row[], at: number, over: readonly number[]): boolean {
  return top.slice(0, at).some(({ cells }) => {
    const filled = over.filter((index) => isFilled(cells[index]));
    return filled.length >= 2 && over.length - filled.length <= Math.ceil(over.length / 4) &&
      filled.every((index) => isLabel(cells[index]!));
  });
}

/** Counts the rows above with data in the same columns. A row of text among data is not a header. */
function dataAbove(top: readonly Row[], at: number, over: readonly number[]): number {
  return top.slice(0, at).filter(({ cells }) => {
    const same = over.filter((index) => isFilled(cells[index]));
    return same.length >= 2 && same.length * 2 >= over.length && same.some((index) => !isLabel(cells[index]!));
  }).length;
}

/**
 * Counts the banner rows directly above a header. A banner completes a header that has gaps, or has the same label
 * twice. A row of labels above a banner is one too if it covers the header's other parts. A title is not a banner. Other
 * rows above a complete header are not banners.
 */
function bannersAbove(top: readonly Row[], lowest: number): number {
  const first = top[lowest]!.cells.findIndex(isFilled);
  let banners = 0;
  while (banners < BANNERS) {
    const row = top[lowest - banners - 1];
    if (row === undefined) break;
    const filled = row.cells.flatMap((cell, index) => isFilled(cell) ? [index] : []);
    if (!filled.every((index) => isLabel(row.cells[index]!))) break;
    // A title is alone over the table's first column, or to its left.
    if (filled.length === 0 || (filled.length === 1 && filled[0]! <= first)) {
      break;
    }
    const { headers } = joinHeader(top, lowest, banners);
    const hasDuplicates = new Set([...headers.values()].map(headerIdentity)).size < headers.size;
    const fillsGap = filled.some((index) => !headers.has(index));
    const distance = top[lowest - banners]!.number - row.number;
    const completes = banners > 0 && distance === 1 && filled.length > 1 &&
      filled.some((index) => headers.get(index) === headerText(top[lowest]!.cells[index]));
    if (!(hasDuplicates && distance <= 2) && !(fillsGap && distance === 1) && !completes) break;
    banners++;
  }
  return banners;
}
