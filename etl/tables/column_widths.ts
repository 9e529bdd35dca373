import type { MeasureText } from "../text/measure_text.ts";
import { isPeriod } from "./is_period.ts";
import type { FormattedTable } from "./formatted_table.ts";

/** How a table is set on a page: its columns' widths and its text's size. */
export interface ColumnWidths {
  /** Twentieths of a point, padding included, a column; their sum is at most the room. */
  readonly widths: readonly number[];
  /** Half points. */
  readonly fontSize: number;
}

const SIZES = [19, 17, 15, 13] as const;
const TWIPS_PER_HALF_POINT = 10;
/** Arial, in which documents are set as every machine has it or its like, is so much wider than the house face. */
const ARIAL = 1.08;
/** Characters of a line that may stand unwrapped, and of a word that may not be broken. */
const LONGEST_LINE = 24;
const LONGEST_WORD = 26;

/**
 * The widths of a printed table's columns, in the largest text that breaks no word and no month. A column is as wide
 * as its longest line while lines are short. Then it grows with the square root of that line. A small table does not
 * fill the page.
 *
 * @param room Twentieths of a point the whole table may take
 * @param padding Twentieths of a point every cell keeps free, left and right together
 * @param measure The bold face, so that headings fit
 */
export function columnWidths(shown: FormattedTable, room: number, padding: number, measure: MeasureText): ColumnWidths {
  const columns = shown.headings.map(({ title }, at) => {
    const lines = shown.rows.flatMap((row) => row[at]!.split("\n"));
    const words = lines.flatMap((line) => isPeriod(line) ? [line] : line.split(/\s+/));
    const word = widest([...title.split(/\s+/), ...words].map((one) => one.slice(0, LONGEST_WORD)), measure);
    return { title, word, line: widest(lines, measure) };
  });
  const sized = (fontSize: number) => {
    const twips = (text: string) => ARIAL * measure(text, fontSize * TWIPS_PER_HALF_POINT) + padding;
    const least = columns.map(({ word }) => twips(word));
    const wished = columns.map(({ title, line }, at) => Math.max(least[at]!, wishedWidth(line, title, twips)));
    return { fontSize, least, wished };
  };
  const sizes = SIZES.map(sized);
  const { fontSize, least, wished } = sizes.find((size) => sum(size.least) <= room) ?? sizes.at(-1)!;
  const spare = room - sum(least);
  const share = sum(wished) <= room ? 1 : spare <= 0 ? 0 : spare / (sum(wished) - sum(least));
  const fit = Math.min(1, room / sum(least));
  return { fontSize, widths: least.map((width, at) => Math.floor((width + (wished[at]! - width) * share) * fit)) };
}

function wishedWidth(line: string, title: string, twips: (text: string) => number): number {
  if (line.length <= LONGEST_LINE) return Math.max(twips(line), twips(title.slice(0, Math.ceil(title.length / 2))));
  const whole = twips(line);
  return whole * (LONGEST_LINE + 2 * Math.sqrt(line.length - LONGEST_LINE)) / line.length;
}

/** The widest as set: "open" is wider than "Still". */
function widest(texts: readonly string[], measure: MeasureText): string {
  const measured = [...new Set(texts)].map((text) => ({ text, width: measure(text, TWIPS_PER_HALF_POINT) }));
  return measured.reduce((most, one) => one.width > most.width ? one : most, { text: "", width: 0 }).text;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
