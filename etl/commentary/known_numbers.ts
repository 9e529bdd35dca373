import { formatValue } from "../tables/format_value.ts";
import { formatTable } from "../tables/formatted_table.ts";
import type { AnnexTable } from "../tables/table_set.ts";
import { type TypedNumber, typedNumbers } from "./typed_numbers.ts";

/** The figures that some tables give, to hold typed numbers to. */
export class KnownNumbers {
  readonly #counts = new Set<number>();
  /** Those of a column of months, or of a sentence about months. */
  readonly #months = new Set<number>();
  /** As published, and as held. */
  readonly #percents: { readonly shown: number; readonly raw: number }[] = [];

  /**
   * @param tables Those the text's readers may see
   *
   * @example
   * ```ts
   * import { KnownNumbers } from "./known_numbers.ts";
   * import { typedNumbers } from "./typed_numbers.ts";
   * import { deepStrictEqual } from "node:assert/strict";
   * const columns = [{ name: "percent_of_forecast", title: "Percent", kind: "percent", decimals: 1 }] as const;
   * const table = { name: "t", title: "T", columns, rows: [[112.7532]], notes: [], source: "", classification: "white" } as const;
   * const known = new KnownNumbers([table]);
   * deepStrictEqual(typedNumbers("112.8%, 113%").map((typed) => known.has(typed)), [true, false]);
   * ```
   */
  constructor(tables: readonly AnnexTable[]) {
    for (const table of tables) {
      this.#counts.add(table.rows.length);
      for (const [at, column] of table.columns.entries()) {
        const values = table.rows.map((row) => row[at]!);
        const isMonths = /\bmonths?\b/i.test(column.title);
        if (column.kind === "text") {
          const texts = new Set(values.filter((value) => typeof value === "string"));
          // "All three Regions": how many a table names.
          this.#counts.add(texts.size);
          // A sentence has spaces; what has none is a code.
          for (const text of texts) if (/\S\s+\S/.test(text)) this.#read(text);
        }
        for (const [index, value] of values.entries()) {
          if (typeof value === "number" && column.kind === "percent") {
            this.#percents.push({
              shown: Number(formatValue(value, column, table.rowDecimals?.[index]).replaceAll(",", "")),
              raw: value,
            });
          } else if (typeof value === "number") {
            this.#counts.add(value);
            if (isMonths) this.#months.add(value);
          }
        }
      }
      for (const note of formatTable(table).notes) this.#read(note);
    }
  }

  /** The figures of a sentence, as it says them. */
  #read(sentence: string): void {
    for (const { kind, values: [value], isMonths } of typedNumbers(sentence)) {
      if (kind === "percent") this.#percents.push({ shown: value!, raw: value! });
      else {
        this.#counts.add(value!);
        if (isMonths) this.#months.add(value!);
      }
    }
  }

  /** Whether a figure equals the typed number. For "over 50,000" or "4.1 million", a figure that rounds to it is enough. */
  has(typed: TypedNumber): boolean {
    return typed.values.some((value) => {
      if (typed.kind === "percent") return this.#hasPercent(typed, value);
      const counts = typed.isMonths ? this.#months : this.#counts;
      if (counts.has(value)) return true;
      if (typed.scale > 1 && typed.bound === "is") {
        return some(counts, (count) => rounded(count / typed.scale, typed.decimals) === value / typed.scale);
      }
      if (typed.bound !== "is" && some(counts, (count) => isRoundedTo(count, value, typed.bound))) return true;
      return typed.decimals > 0 && this.#percents.some(({ shown }) => shown === value);
    });
  }

  /** The published figure that a percentage was typed of with other decimals; null when there is none. */
  otherwisePublished({ kind, values, decimals }: TypedNumber): number | null {
    if (kind !== "percent") return null;
    return this.#percents.find(({ raw }) => rounded(raw, decimals) === values[0])?.shown ?? null;
  }

  #hasPercent({ bound }: TypedNumber, value: number): boolean {
    return this.#percents.some(({ shown, raw }) =>
      shown === value || (bound !== "is" && isRoundedTo(raw, value, bound))
    );
  }
}

function some(numbers: Iterable<number>, holds: (number: number) => boolean): boolean {
  for (const number of numbers) if (holds(number)) return true;
  return false;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** Whether a figure is over, under or about a round number: 50,386 is over 50,000, and not over 40,000. */
function isRoundedTo(figure: number, round: number, bound: TypedNumber["bound"]): boolean {
  if (round === 0) return false;
  const unit = 10 ** trailingZeros(round);
  const distance = (figure - round) / unit;
  return bound === "over"
    ? distance > 0 && distance < 1
    : bound === "under"
    ? distance < 0 && distance > -1
    : Math.abs(distance) <= 0.5;
}

function trailingZeros(round: number): number {
  const digits = String(round);
  return digits.includes(".") ? -digits.split(".")[1]!.length : /0*$/.exec(digits)![0].length;
}
