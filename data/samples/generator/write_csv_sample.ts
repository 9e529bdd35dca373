import type { SampleCell, SampleSheet } from "./sample_workbook.ts";

/**
 * A sheet as `.csv` bytes the way Excel saves it: UTF-8 with a byte order mark, CRLF, quotes only where needed, each row
 * as wide as the widest.
 *
 * @throws {RangeError} when a cell has a number format but for `#,##0`: CSV could not show it
 *
 * @example
 * ```ts
 * import { writeCsvSample } from "./write_csv_sample.ts";
 * import { strictEqual } from "node:assert/strict";
 * const bytes = writeCsvSample({ name: "x", rows: [{ cells: ["a,b", 1] }] });
 * strictEqual(new TextDecoder("utf-8", { ignoreBOM: false }).decode(bytes), '"a,b",1\r\n');
 * ```
 */
export function writeCsvSample(sheet: SampleSheet): Uint8Array<ArrayBuffer> {
  const width = Math.max(...sheet.rows.map((row) => row.cells.length));
  const lines = sheet.rows.map((row) =>
    Array.from({ length: width }, (_, index) => quoted(textOf(row.cells[index] ?? null))).join(",") + "\r\n"
  );
  return new TextEncoder().encode(`\uFEFF${lines.join("")}`);
}

function textOf(cell: SampleCell): string {
  if (cell === null) return "";
  if (typeof cell !== "object") return String(cell);
  if (cell.format === "#,##0") return String(cell.value).replace(/\B(?=(\d{3})+$)/g, ",");
  throw new RangeError(`Cannot write ${cell.value} with number format ${cell.format} to CSV`);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
