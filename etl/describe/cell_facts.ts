import { cleanText } from "../text/clean_text.ts";
import type { ColumnKind } from "../contract/column.ts";
import { isMissingMarker } from "../contract/is_missing_marker.ts";
import { isPercentFormat } from "../contract/is_percent_format.ts";
import { Rejection } from "../contract/rejection.ts";
import { type ValueKind, valueKind } from "../contract/value_kind.ts";
import type { Cell } from "../workbook/cell.ts";

/** The contract kinds that a cell is tested against. `code` is text that may be typed as a whole number. */
export const KINDS = [
  "count",
  "percent",
  "date",
  "month",
  "quarter",
  "yes_no",
  "text",
  "code",
  "period",
] as const;

/** One of the {@linkcode KINDS}. */
export type CellKind = typeof KINDS[number];

/** The type of a cell, in words for the report. */
export type CellForm =
  | "whole number"
  | "decimal or negative number"
  | "percentage"
  | "date"
  | "TRUE or FALSE value"
  | "text"
  | "number stored as text"
  | "percentage stored as text"
  | "date stored as text"
  | "month or quarter in words"
  | "missing marker"
  | "error"
  | "uncalculated formula";

/** The facts about one filled cell. */
export interface CellFacts {
  readonly form: CellForm;
  /** One bit per kind, in the order of {@linkcode KINDS}: set when a column of that kind accepts the cell. */
  readonly kinds: number;
  /** Days since 1970-01-01. Null when the cell is not a day, month or quarter. */
  readonly day: number | null;
  readonly number: number | null;
  /** Equal for two cells with the same value. */
  readonly identity: string;
}

const READERS: readonly ValueKind[] = KINDS.map((kind) =>
  valueKind({
    kind: kind === "code" ? "text" : kind as ColumnKind,
    header: "",
    classification: "red",
    description: "",
    isWholeNumberSafe: kind === "code",
  })
);

const DATED = (["date", "month", "quarter"] as const).map((kind) => KINDS.indexOf(kind));

/** Whether a word names one of the {@linkcode KINDS}. */
export function isCellKind(word: string): word is CellKind {
  return (KINDS as readonly string[]).includes(word);
}

/** The bit of a kind. */
export function kindBit(kind: CellKind): number {
  return 1 << KINDS.indexOf(kind);
}

/**
 * Examines one cell under the reading rules of contracts.
 *
 * @returns Null for a blank: no cell, or only white space
 *
 * @example
 * ```ts
 * import { cellFacts, kindBit } from "./cell_facts.ts";
 * import { strictEqual } from "node:assert/strict";
 * const facts = cellFacts({ kind: "text", text: "1,234" });
 * strictEqual(facts?.form, "number stored as text");
 * strictEqual(facts.kinds, kindBit("count") | kindBit("text") | kindBit("code"));
 * ```
 */
export function cellFacts(cell: Cell | undefined): CellFacts | null {
  switch (cell?.kind) {
    case undefined:
      return null;
    case "text":
      return textFacts(cleanText(cell.text));
    case "number":
      return numberFacts(cell.value, cell.format);
    case "date":
      return {
        form: "date",
        kinds: mask((reader) => reader.fromDate(cell.iso)),
        day: Date.parse(`${cell.iso.slice(0, 10)}T00:00:00Z`) / 86_400_000,
        number: null,
        identity: `d${cell.iso}`,
      };
    case "boolean":
      return {
        form: "TRUE or FALSE value",
        kinds: mask((reader) => reader.fromBoolean(cell.value)),
        day: null,
        number: null,
        identity: `b${cell.value}`,
      };
    case "error":
      return none("error", cell.text);
    case "uncached":
      return none("uncalculated formula", cell.formula);
  }
}

function none(form: CellForm, text: string): CellFacts {
  return {
    form,
    kinds: 0,
    day: null,
    number: null,
    identity: `${form} ${text}`,
  };
}

function mask(read: (reader: ValueKind) => unknown): number {
  return READERS.reduce(
    (bits, reader, at) => read(reader) instanceof Rejection ? bits : bits | 1 << at,
    0,
  );
}

function textFacts(text: string): CellFacts | null {
  if (text === "") return null;
  if (isMissingMarker(text)) {
    return none(
      text.startsWith("#") ? "error" : "missing marker",
      text.toLowerCase(),
    );
  }
  const values = READERS.map((reader) => reader.fromText(text));
  const kinds = values.reduce<number>(
    (bits, value, at) => value instanceof Rejection ? bits : bits | 1 << at,
    0,
  );
  const day = DATED.map((at) => values[at]).find((value) => typeof value === "number") as
    | number
    | undefined ?? null;
  const number = numberIn(text);
  const form: CellForm = /^-?[\d,.]+\s*%$/.test(text) && number !== null
    ? "percentage stored as text"
    : number !== null
    ? "number stored as text"
    : (kinds & kindBit("date")) !== 0 || mayBeDate(text)
    ? "date stored as text"
    : day !== null
    ? "month or quarter in words"
    : "text";
  return {
    form,
    kinds,
    day,
    number,
    identity: day === null ? `t${text}` : `d${day}`,
  };
}

/** Whether a text may be a date. A contract rejects a month before a day, but the writer meant a date. */
function mayBeDate(text: string): boolean {
  return /^\d{1,2}[/.-]\d{1,2}[/.-](?:\d{2}|\d{4})$/.test(text);
}

function numberIn(text: string): number | null {
  if (
    !/^[-+(]?[£$€]?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*%?\)?$/.test(text)
  ) return null;
  const value = Number(text.replace(/[^\d.]/g, ""));
  return /^[-(]/.test(text) ? -value : value;
}

function numberFacts(value: number, format: string): CellFacts {
  const kinds = mask((reader) => reader.fromNumber(value, format));
  const form: CellForm = isPercentFormat(format)
    ? "percentage"
    : Number.isInteger(value) && value >= 0
    ? "whole number"
    : "decimal or negative number";
  return { form, kinds, day: null, number: value, identity: `n${value}` };
}
