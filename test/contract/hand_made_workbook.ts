import type { SheetBatch } from "../../etl/contract/reading.ts";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { formatProblem } from "../../etl/contract/format_problem.ts";
import { readExtract } from "../../etl/contract/read_extract.ts";
import type { Sheet, Workbook } from "../../etl/workbook/workbook.ts";
import type { Cell, Row } from "../../etl/workbook/cell.ts";

/** A cell in a test: a text, a number without a format, a boolean, null for a blank, or a whole cell. */
export type Shorthand = string | number | boolean | null | Cell;

/** The rows of a sheet from row 1. Empty rows are left out, as by a reader. */
export type Rows = readonly (readonly Shorthand[])[];

export const percentCell = (value: number): Cell => ({ kind: "number", value, format: "0.00%" });
export const dateCell = (iso: string): Cell => ({ kind: "date", iso });

/** The User ID of a number: an EUI-64. */
export const userId = (number: number): string =>
  `90-B3-D5-1F${number.toString(16).toUpperCase().padStart(8, "0").replace(/../g, "-$&")}`;

/** Days since 1970-01-01. */
export const day = (iso: string): number => Date.parse(iso) / 86_400_000;

function toCell(shorthand: Shorthand): Cell | undefined {
  if (shorthand === null) return undefined;
  if (typeof shorthand === "string") return { kind: "text", text: shorthand };
  if (typeof shorthand === "number") return { kind: "number", value: shorthand, format: "General" };
  if (typeof shorthand === "boolean") return { kind: "boolean", value: shorthand };
  return shorthand;
}

export function sheet(name: string, rows: Rows, visibility: Sheet["visibility"] = "visible"): Sheet {
  const held = rows.map((cells, index): Row => ({ number: index + 1, cells: cells.map(toCell), hidden: false }))
    .filter((row) => row.cells.some((cell) => cell !== undefined));
  return {
    name,
    visibility,
    async *rows() {
      // Small batches, as a reader hands over a long sheet.
      for (let start = 0; start < held.length; start += 3) yield await Promise.resolve(held.slice(start, start + 3));
    },
    hiddenColumns: () => Promise.resolve([]),
  };
}

/** The result of reading a whole workbook under all contracts. */
export interface Outcome {
  /** Sheet, source row, period and values of each good row. */
  readonly rows: readonly { sheet: string; row: number; period: number | null; values: Record<string, unknown> }[];
  readonly batches: readonly SheetBatch[];
  /** The messages, without their start "Cannot load "book.xlsx" because ". */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  /** Extract by sheet. */
  readonly recognised: Readonly<Record<string, string>>;
}

/** Reads sheets under every contract. Messages show values. */
export async function read(sheets: readonly Sheet[], fileName = "book.xlsx"): Promise<Outcome> {
  const workbook: Workbook = { format: "xlsx", sheets };
  const reading = await readExtract(workbook, { extracts: await allExtracts(), fileName });
  const batches = await Array.fromAsync(reading.batches());
  const rows = batches.flatMap((batch) =>
    batch.sourceRow.map((row, index) => ({
      sheet: batch.sheet.sheet,
      row,
      period: batch.period[index]!,
      values: Object.fromEntries(
        batch.sheet.columns.map(({ name }, position) => [name, batch.values[position]![index]]),
      ),
    }))
  );
  const start = `Cannot load "${fileName}" because `;
  return {
    rows,
    batches,
    problems: reading.problems.map((problem) => {
      const message = formatProblem(fileName, problem, { showValues: true });
      if (!message.startsWith(start)) throw new Error(`unexpected start: ${message}`);
      return message.slice(start.length);
    }),
    notes: reading.notes,
    recognised: Object.fromEntries(reading.sheets.map((one) => [one.sheet, one.extract.name])),
  };
}
