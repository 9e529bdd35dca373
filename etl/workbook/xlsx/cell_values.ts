import { serialToIso } from "../excel_date.ts";
import { dayFraction, isoDate } from "../iso_date.ts";
import type { NumberFormat } from "../number_formats.ts";
import { maskValue } from "../mask_value.ts";
import type { StringTable } from "./string_table.ts";
import type { Cell } from "../cell.ts";
import { decodeEscapes } from "../xml/xml_text.ts";

const MAX_CACHED_DATES = 50_000;

/** The types of a cell's value (ECMA-376 part 1, 18.18.11, ST_CellType). The default is `n`. */
export const CELL_TYPES = ["n", "s", "b", "e", "d", "str", "inlineStr"] as const;

/** The data outside of a sheet that its cells refer to. */
export interface SheetContext {
  /** Null when the workbook has none. */
  readonly strings: StringTable | null;
  /** Indexed by a cell's style. */
  readonly formats: readonly NumberFormat[];
  readonly epoch: 1900 | 1904;
}

/** Makes cells from the values in a sheet. Each error message is a clause to put after a cell's name. */
export class CellValues {
  readonly #context: SheetContext;
  readonly #dates = new Map<number, Cell | null>();

  constructor(context: SheetContext) {
    this.#context = context;
  }

  /** Null when the workbook has none. */
  get strings(): StringTable | null {
    return this.#context.strings;
  }

  /** The format of a style. @throws {SyntaxError} when the style does not exist */
  format(style: number): NumberFormat {
    const format = this.#context.formats[style];
    if (format === undefined) throw new SyntaxError("has a style the workbook does not define");
    return format;
  }

  /** Makes a number cell. It is a date cell if the format shows a day and the number is a valid date. */
  number(value: number, format: NumberFormat): Cell {
    if (format.isDate) {
      const date = this.#date(value);
      if (date !== null) return date;
    }
    return { kind: "number", value, format: format.code };
  }

  /** Shared string `index`. @throws {SyntaxError} when it does not exist */
  shared(index: number): Cell {
    const strings = this.#context.strings;
    const cell = strings === null ? null : strings.cell(index);
    if (cell === null) {
      throw new SyntaxError(`refers to shared text ${index}, but the workbook has ${strings?.count ?? 0} of them`);
    }
    return cell;
  }

  /**
   * Makes a cell from the text of a value. Undefined when it is blank.
   *
   * @throws {SyntaxError} when the text is not a value of its type
   */
  fromText(type: typeof CELL_TYPES[number], text: string, format: NumberFormat): Cell | undefined {
    if (type === "str" || type === "inlineStr") return { kind: "text", text: decodeEscapes(text) };
    const trimmed = text.trim();
    if (trimmed === "") return undefined;
    const written = `written like "${maskValue(trimmed)}"`;
    switch (type) {
      case "e":
        return { kind: "error", text: trimmed };
      case "b":
        if (!/^(1|0|true|false)$/.test(trimmed)) throw new SyntaxError(`is neither true nor false: it is ${written}`);
        return { kind: "boolean", value: trimmed === "1" || trimmed === "true" };
      case "d": {
        // A time of day alone is a fraction of a day, as in any other format.
        const time = dayFraction(trimmed);
        if (time !== null) return { kind: "number", value: time, format: format.code };
        const iso = isoDate(trimmed);
        if (iso === null) throw new SyntaxError(`is no date: it is ${written}`);
        return { kind: "date", iso };
      }
      default: {
        const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : NaN;
        if (!Number.isFinite(value)) throw new SyntaxError(`is no number: it is ${written}`);
        return type === "n" ? this.number(value, format) : this.shared(value);
      }
    }
  }

  #date(serial: number): Cell | null {
    const known = this.#dates.get(serial);
    if (known !== undefined) return known;
    const iso = serialToIso(serial, this.#context.epoch);
    const cell = iso === null ? null : { kind: "date", iso } as const;
    if (this.#dates.size === MAX_CACHED_DATES) this.#dates.clear();
    this.#dates.set(serial, cell);
    return cell;
  }
}
