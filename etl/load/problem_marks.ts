import type { Extract, Problem } from "../contract/extract.ts";
import { readExtract } from "../contract/read_extract.ts";
import type { Workbook } from "../workbook/workbook.ts";
import { type Classification, highest } from "../base/classification.ts";

/** Cells marked at most in one sheet: a workbook is read by a person. */
const MARKED = 20_000;

/** What is wrong with a row: the rule by the column of each bad cell, zero-based. */
export type RowMarks = Map<number, string>;

/** The cells of one sheet to mark. */
export interface SheetMarks {
  /** By row, 1-based. */
  readonly rows: ReadonlyMap<number, RowMarks>;
  /** False where there are more bad cells than are marked. */
  readonly isWhole: boolean;
  /** The header's lowest row; 0 where none was recognised. */
  readonly headerRow: number;
  /** The class of the extract it is; Red where it is of none that is known. */
  readonly classification: Classification;
}

/** What to mark in a workbook. */
export interface WorkbookMarks {
  readonly sheets: ReadonlyMap<string, SheetMarks>;
  /** Whether its face says that it is synthetic. */
  readonly isSynthetic: boolean;
}

/**
 * Finds every bad cell of a workbook: those that its problems name, and those that problems only count, which the workbook
 * is read again for.
 *
 * @param problems As a load found them
 *
 * @example
 * ```ts
 * import { problemMarks } from "./problem_marks.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const marks = await problemMarks({ format: "xlsx", sheets: [] }, "csr.xlsx", [{
 *   sheet: "CSR", scope: "row", cell: "E12:E13", row: 12, column: "actual_volume", header: "Actual Volume",
 *   rule: "must be given", value: "", suggestion: null, classification: "amber", cells: 2,
 * }], []);
 * deepStrictEqual(marks.sheets.get("CSR")?.rows, new Map([12, 13].map((row) => [row, new Map([[4, "must be given"]])])));
 * ```
 */
export async function problemMarks(
  workbook: Workbook,
  fileName: string,
  problems: readonly Problem[],
  extracts: readonly Extract[],
): Promise<WorkbookMarks> {
  const sheets = new Map<string, Marker>();
  const mark = (problem: Problem) => {
    const range = problem.cell === null ? null : parseRange(problem.cell);
    if (problem.sheet === null || range === null) return;
    let marker = sheets.get(problem.sheet);
    if (marker === undefined) sheets.set(problem.sheet, marker = new Marker());
    for (let row = range.first; row <= range.last; row++) {
      marker.add(row, range.index, [problem.rule, problem.suggestion].filter((text) => text !== null).join("; "));
      if (!marker.isWhole) break;
    }
  };
  for (const problem of problems) mark(problem);
  const reading = await readExtract(workbook, { extracts, fileName });
  if (problems.some((problem) => problem.cell === null && problem.column !== null)) {
    for await (const batch of reading.batches()) {
      for (const { problems } of batch.rejectedRows) for (const problem of problems) mark(problem);
    }
  }
  for (const [name, marker] of sheets) {
    const sheet = reading.sheets.find((one) => one.sheet === name);
    if (sheet === undefined) continue;
    const { classification, columns } = sheet.extract;
    marker.headerRow = sheet.headerRow;
    marker.classification = highest([classification, ...Object.values(columns).map((column) => column.classification)]);
  }
  const titleLines = reading.sheets.flatMap((sheet) => sheet.titleLines);
  return { sheets, isSynthetic: titleLines.some((line) => /\bsynthetic\b/i.test(line)) };
}

class Marker implements SheetMarks {
  readonly rows = new Map<number, RowMarks>();
  isWhole = true;
  headerRow = 0;
  classification: Classification = "red";
  #cells = 0;

  add(row: number, index: number, rule: string): void {
    const marks = this.rows.get(row);
    const known = marks?.get(index);
    if (known !== undefined) {
      if (!known.includes(rule)) marks!.set(index, `${known}; ${rule}`);
    } else if (this.#cells === MARKED) {
      this.isWhole = false;
    } else {
      this.#cells++;
      if (marks === undefined) this.rows.set(row, new Map([[index, rule]]));
      else marks.set(index, rule);
    }
  }
}

function parseRange(cell: string): { index: number; first: number; last: number } | null {
  const parts = /^([A-Z]+)(\d+)(?::[A-Z]+(\d+))?$/.exec(cell);
  if (parts === null) return null;
  const index = [...parts[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { index, first: Number(parts[2]), last: Number(parts[3] ?? parts[2]) };
}
