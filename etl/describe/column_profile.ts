import { cleanText } from "../text/clean_text.ts";
import { oneLine } from "../text/one_line.ts";
import { shownValue } from "../contract/shown_value.ts";
import { columnLetters } from "../workbook/address.ts";
import type { Cell } from "../workbook/cell.ts";
import { type CellFacts, cellFacts, type CellForm, type CellKind, kindBit, KINDS } from "./cell_facts.ts";
import { SeenValues } from "./seen_values.ts";

/** The most distinct values counted exactly, and the most texts whose facts are cached. */
const MOST_DISTINCT = 10_000;
const CACHED = 4096;
const EXAMPLES = 6;
/** 1 January 2000, in days of the 1900 calendar. No time span has this many days. */
const FIRST_DAY = 36_526;

/** Other warnings about a cell's value. */
export type ValueWarning =
  | "only white space"
  | "spaces at its ends"
  | "non-breaking spaces or invisible characters"
  | "line breaks"
  | "a day above 12 first"
  | "a day above 12 second"
  | "day and month both up to 12"
  | "a time of day"
  | "a day that its format does not show"
  | "a year before 2000 or after 2099"
  | "leading zeros its format adds"
  | "more digits than a spreadsheet keeps"
  | "decimals"
  | "a negative number"
  | "a fraction without a percent format";

/**
 * Collects the facts about one column row by row, in bounded memory.
 *
 * @example
 * ```ts
 * import { ColumnProfile } from "./column_profile.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const column = new ColumnProfile(4, "Actual Volume");
 * column.add({ kind: "text", text: "1,234" }, 7);
 * column.add(undefined, 8);
 * deepStrictEqual([column.filled, column.blank, column.taken("count")], [1, 1, 1]);
 * ```
 */
export class ColumnProfile {
  filled = 0;
  blank = 0;
  readonly forms = new Map<CellForm, { cells: number; first: string }>();
  readonly oddities = new Map<ValueWarning, { cells: number; first: string }>();
  /** Values that differ from another only in case or spaces. */
  readonly variants = { cells: 0, first: "" };
  numbers: readonly [least: number, greatest: number] | null = null;
  days: readonly [least: number, greatest: number] | null = null;
  lengths: readonly [least: number, greatest: number] | null = null;
  /** The first distinct values, as shown in the sheet. */
  readonly examples: string[] = [];
  isFirstOfMonth = true;
  readonly letters: string;
  readonly #taken = KINDS.map(() => 0);
  readonly #refused = KINDS.map(() => "");
  readonly #seen = new SeenValues();
  readonly #spellings = new SeenValues();
  readonly #facts = new Map<string, CellFacts | null>();

  /** @param isAnswer Whether the header is an answer next to another, such as "No" next to "Yes" */
  constructor(readonly index: number, readonly header: string, readonly isAnswer = false) {
    this.letters = columnLetters(index);
  }

  /**
   * Adds the next row's cell.
   *
   * @returns Its facts; null for a blank
   */
  add(cell: Cell | undefined, row: number): CellFacts | null {
    const facts = this.#factsOf(cell);
    if (facts === null) {
      this.blank++;
      if (cell !== undefined) {
        this.#count(this.oddities, "only white space", row);
      }
      return null;
    }
    this.filled++;
    this.#count(this.forms, facts.form, row);
    for (let at = 0; at < KINDS.length; at++) {
      if ((facts.kinds >> at & 1) === 1) this.#taken[at]!++;
      else if (this.#refused[at] === "") this.#refused[at] = this.#address(row);
    }
    if (facts.number !== null) {
      this.numbers = widened(this.numbers, facts.number);
    }
    if (facts.day !== null) {
      this.days = widened(this.days, facts.day);
      this.isFirstOfMonth &&= new Date(facts.day * 86_400_000).getUTCDate() === 1;
    }
    this.#noteOddities(cell!, facts, row);
    if (this.isDistinctExact) {
      const isNew = this.#seen.add(facts.identity, row) === null;
      if (isNew) this.#noteNew(cell!, facts, row);
    }
    return facts;
  }

  /** The number of distinct values. It is a minimum when {@linkcode isDistinctExact} is false. */
  get distinct(): number {
    return this.#seen.size;
  }

  get isDistinctExact(): boolean {
    return this.#seen.size < MOST_DISTINCT;
  }

  /** The number of cells that a column of a kind would accept. */
  taken(kind: CellKind): number {
    return this.#taken[KINDS.indexOf(kind)]!;
  }

  /** The first cell that a column of a kind would reject; empty when it accepts all. */
  firstRefused(kind: CellKind): string {
    return this.#refused[KINDS.indexOf(kind)]!;
  }

  #factsOf(cell: Cell | undefined): CellFacts | null {
    if (cell?.kind !== "text") return cellFacts(cell);
    const known = this.#facts.get(cell.text);
    if (known !== undefined) return known;
    const facts = cellFacts(cell);
    if (this.#facts.size < CACHED) this.#facts.set(cell.text, facts);
    return facts;
  }

  #noteNew(cell: Cell, facts: CellFacts, row: number): void {
    if (this.examples.length < EXAMPLES) {
      this.examples.push(oneLine(shownValue(cell), 40));
    }
    if (facts.form !== "text") return;
    const plain = facts.identity.slice(1).toLowerCase().replace(/\s+/g, " ");
    if (this.#spellings.add(plain, row) === null) return;
    this.variants.cells++;
    if (this.variants.first === "") this.variants.first = this.#address(row);
  }

  #noteOddities(cell: Cell, facts: CellFacts, row: number): void {
    const note = (oddity: ValueWarning) => this.#count(this.oddities, oddity, row);
    if (cell.kind === "text") {
      const { text } = cell;
      // The facts hold the clean text. Most are cached from a cell above.
      const clean = facts.identity[0] === "t" ? facts.identity.slice(1) : cleanText(text);
      this.lengths = widened(this.lengths, clean.length);
      if (facts.form === "number stored as text" && facts.number !== null) {
        if (facts.number < 0) note("a negative number");
        else if (!Number.isInteger(facts.number)) note("decimals");
      }
      if (facts.form === "date stored as text") this.#noteDayOrder(clean, note);
      if (text === clean) {
        if (clean.includes("\n")) note("line breaks");
        return;
      }
      if (/^\s|\s$/.test(text)) note("spaces at its ends");
      if (
        /[\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]/
          .test(text)
      ) {
        note("non-breaking spaces or invisible characters");
      }
      if (clean.includes("\n")) note("line breaks");
    } else if (cell.kind === "date") {
      if (/T(?!00:00:00)/.test(cell.iso)) note("a time of day");
      if (!/^20/.test(cell.iso)) note("a year before 2000 or after 2099");
    } else if (cell.kind === "number") {
      if (cell.value >= FIRST_DAY && /[hs]/i.test(cell.format) && isTimeFormat(cell.format)) {
        note("a day that its format does not show");
      }
      if (/^0{2,}$/.test(cell.format)) note("leading zeros its format adds");
      if (Math.abs(cell.value) >= 1e15) {
        note("more digits than a spreadsheet keeps");
      }
      if (cell.value < 0) note("a negative number");
      else if (facts.form === "decimal or negative number") {
        note(
          cell.value < 1 ? "a fraction without a percent format" : "decimals",
        );
      }
    }
  }

  #noteDayOrder(text: string, note: (oddity: ValueWarning) => void): void {
    const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}/.exec(text);
    if (parts === null) return;
    const [first, second] = [Number(parts[1]), Number(parts[2])];
    if (first > 12) note("a day above 12 first");
    else if (second > 12) note("a day above 12 second");
    else if (first !== second) note("day and month both up to 12");
  }

  #count<K>(
    tallies: Map<K, { cells: number; first: string }>,
    what: K,
    row: number,
  ): void {
    const tally = tallies.get(what);
    if (tally === undefined) {
      tallies.set(what, { cells: 1, first: this.#address(row) });
    } else tally.cells++;
  }

  #address(row: number): string {
    return `${this.letters}${row}`;
  }
}

/** Whether a number format shows only hours, minutes or seconds. */
function isTimeFormat(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]/g, "");
  return /^[^0#?]*\[?[hms]+\]?/i.test(bare) && /:|\[[hms]+\]|am\/pm/i.test(bare);
}

function widened(
  range: readonly [number, number] | null,
  value: number,
): readonly [number, number] {
  if (range === null) return [value, value];
  return value < range[0] ? [value, range[1]] : value > range[1] ? [range[0], value] : range;
}

/** Whether a column of a kind accepts every filled cell. */
export function isAll(column: ColumnProfile, kind: CellKind): boolean {
  return column.filled > 0 && column.taken(kind) === column.filled;
}

/** The kinds other than text that a cell may have, as bits. */
export const NOT_TEXT: number = kindBit("count") | kindBit("percent") |
  kindBit("date") | kindBit("month") |
  kindBit("quarter");
