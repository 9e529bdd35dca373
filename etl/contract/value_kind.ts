import { acceptedTexts } from "./accepted_texts.ts";
import { epochDay, firstDayOf } from "./calendar_day.ts";
import { eui64 } from "./eui_64.ts";
import type { CellValue } from "./cell_value.ts";
import type { Column, ColumnKind, TextForm } from "./column.ts";
import { isPercentFormat } from "./is_percent_format.ts";
import { nearestSpelling } from "../text/nearest_spelling.ts";
import { parseDate, parseMonth, parseQuarter } from "./parse_day.ts";
import { plainHyphens } from "./plain_hyphens.ts";
import { Rejection } from "./rejection.ts";
import { tidyReference } from "./tidy_reference.ts";

/** Converts the cells of one column to values. Missing markers and blanks are handled before. */
export interface ValueKind {
  /** The rule for a cell that holds nothing of the kind: "must be a whole number of requests". */
  readonly rule: string;
  /** @param text Cleaned, not empty, not a missing marker */
  fromText(text: string): CellValue | Rejection;
  fromNumber(value: number, format: string): CellValue | Rejection;
  /** @param iso `2019-07-01`, with or without a time of day */
  fromDate(iso: string): CellValue | Rejection;
  fromBoolean(value: boolean): CellValue | Rejection;
}

/**
 * Returns the reading rules of a column's kind.
 *
 * @example
 * ```ts
 * import { valueKind } from "./value_kind.ts";
 * import { strictEqual } from "node:assert/strict";
 * const kind = valueKind({ kind: "percent", header: "Achieved %", classification: "white", description: "Achieved" });
 * strictEqual(kind.fromNumber(0.9935, "0.00%"), 99.35);
 * ```
 */
export function valueKind(column: Column): ValueKind {
  return KINDS[column.kind](column);
}

const KINDS: Record<ColumnKind, (column: Column) => ValueKind> = {
  text: (column) => {
    const accepted = acceptedTexts(column);
    if (accepted !== null) return enumeration(column, accepted);
    return column.form === undefined ? text(column) : identity(column, column.form);
  },
  count,
  percent,
  date: () => dated("must be a date such as 31/07/2019", parseDate, (day) => day),
  month: () => dated("must be a month such as July 2019 or 2019-07", parseMonth, (day) => firstDayOf("month", day)),
  quarter: () =>
    dated(
      "must be a calendar quarter such as 2019 Q2 or Apr-Jun 2019",
      parseQuarter,
      (day) => firstDayOf("quarter", day),
    ),
  period: () =>
    dated(
      "must be a month such as July 2019 or a calendar quarter such as 2019 Q2",
      (text) => parseMonth(text) ?? parseQuarter(text),
      (day) => firstDayOf("month", day),
    ),
  yes_no: yesNo,
};

function text(column: Column): ValueKind {
  const typeAsText = "format the cells of the column as Text and type the codes again";
  const number = new Rejection(
    "must be typed as text, because a number has lost leading zeros, and 4.10 has become 4.1",
    typeAsText,
  );
  const changed = new Rejection("must be text, but the spreadsheet program has changed what was typed", typeAsText);
  return {
    rule: "must be given",
    fromText: (text) => text,
    fromNumber: (value) => column.isWholeNumberSafe && Number.isSafeInteger(value) ? String(value) : number,
    fromDate: () => changed,
    fromBoolean: () => changed,
  };
}

/** Reads texts that identify something into their one canonical form. */
function identity(column: Column, form: TextForm): ValueKind {
  const rejection = new Rejection(
    form === "eui_64"
      ? "must be an EUI-64: 16 hexadecimal digits, such as 90-B3-D5-1F-30-01-00-00"
      : "must be a reference, which has a digit and is not a totals label",
  );
  const rounded = new Rejection(
    rejection.rule,
    "a spreadsheet program has made a number of it: format the cells of the column as Text and type them again",
  );
  const canonical = form === "eui_64"
    ? eui64
    : (text: string) => tidyReference(text, form === "reference" ? "none" : "single");
  return {
    ...text(column),
    fromText: (text) => ROUNDED.test(text) ? rounded : canonical(text) ?? rejection,
  };
}

/** The form in which a spreadsheet program writes a very long number. */
const ROUNDED = /^\d(?:\.\d+)?E\+?\d{1,3}$/i;

function enumeration(column: Column, values: readonly string[]): ValueKind {
  const comparable = (text: string) =>
    plainHyphens(text).toLowerCase().replace(/\s+/g, " ").replace(/(?<=\p{L})\.$/u, "");
  const written = (value: string) => [value, ...column.spellings?.[value] ?? []].map(comparable);
  const spellings = new Map(values.flatMap((value) => written(value).map((spelling) => [spelling, value])));
  const rule = `must be one of ${values.join(", ")}`;
  const fromText = (text: string) => {
    const spelling = comparable(text);
    const value = spellings.get(spelling);
    if (value !== undefined) return value;
    const nearest = nearestSpelling(spelling, spellings.keys());
    return new Rejection(rule, nearest === null ? null : `did you mean "${spellings.get(nearest)}"`);
  };
  const other = new Rejection(rule);
  return {
    rule,
    fromText,
    fromNumber: (value) => column.isWholeNumberSafe ? fromText(String(value)) : other,
    fromDate: () => other,
    fromBoolean: () => other,
  };
}

function count(column: Column): ValueKind {
  const rule = column.unit === undefined ? "must be a whole number" : `must be a whole number of ${column.unit}`;
  const rejection = new Rejection(rule);
  const percentage = new Rejection(rule, "the cell is formatted as a percentage");
  return {
    rule,
    fromText: (text) => {
      // Programs also write whole numbers as 12.0 and 1,200.00. But 1.200 could mean a thousand.
      const whole = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.0{1,2})?$/.exec(text)?.[1];
      if (whole === undefined) return rejection;
      const value = Number(whole.replaceAll(",", ""));
      return Number.isSafeInteger(value) ? value : rejection;
    },
    fromNumber: (value, format) => {
      if (!Number.isSafeInteger(value) || value < 0) return rejection;
      return isPercentFormat(format) ? percentage : value + 0;
    },
    fromDate: () => new Rejection(rule, "the cell is formatted as a date"),
    fromBoolean: () => rejection,
  };
}

function percent(): ValueKind {
  const rule = "must be a percentage from 0 to 100";
  const rejection = new Rejection(rule);
  const fraction = new Rejection(
    "must be percentage points such as 96.6, and this looks like a fraction in a cell without a percent format",
    "write 96.6 for 96.6%, or give the cell a percent format",
  );
  const ranged = (points: number) => points >= 0 && points <= 100 ? points + 0 : rejection;
  const fromPoints = (points: number) => points > 0 && points <= 1 ? fraction : ranged(points);
  return {
    rule,
    fromText: (text) => {
      const parts = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text);
      if (parts === null) return rejection;
      return parts[2] === "%" ? ranged(Number(parts[1])) : fromPoints(Number(parts[1]));
    },
    // A spreadsheet shows and keeps fifteen digits of a typed number. The rest is arithmetic noise. The digits are then
    // shifted, because 0.9935 × 100 would be 99.35000000000001.
    fromNumber: (value, format) => {
      const digits = value.toPrecision(15);
      if (!isPercentFormat(format)) return fromPoints(Number(digits));
      const [mantissa, exponent = "0"] = digits.split("e");
      return ranged(Number(`${mantissa}e${Number(exponent) + 2}`));
    },
    fromDate: () => rejection,
    fromBoolean: () => rejection,
  };
}

function dated(rule: string, parse: (text: string) => number | null, unit: (day: number) => number): ValueKind {
  const rejection = new Rejection(rule);
  const number = new Rejection(rule, "the cell holds a plain number: give it a date format");
  const noDay = new Rejection(rule, "the cell has a date format, but its number is no day: type the date again");
  const outside = new Rejection(`${rule}, from 2000 to 2099`);
  return {
    rule,
    fromText: (text) => parse(text) ?? rejection,
    // A reader keeps a number with a date format when the number is not a day: -5, or 29 February 1900.
    fromNumber: (_, format) => /[dy]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "")) ? noDay : number,
    fromDate: (iso) => {
      const day = epochDay(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10)));
      return day === null ? outside : unit(day);
    },
    fromBoolean: () => rejection,
  };
}

function yesNo(): ValueKind {
  const rule = "must be Yes or No";
  const rejection = new Rejection(rule);
  const spellings = new Map([["yes", true], ["y", true], ["true", true], ["1", true]]);
  for (const no of ["no", "n", "false", "0"]) spellings.set(no, false);
  return {
    rule,
    fromText: (text) => spellings.get(text.toLowerCase()) ?? rejection,
    fromNumber: (value) => spellings.get(String(value)) ?? rejection,
    fromDate: () => rejection,
    fromBoolean: (value) => value,
  };
}
