/// <reference lib="dom" />
import { formatCsv } from "../../sql/format_csv.ts";
import type { Answer } from "./answer.ts";

/** Lines that make one piece of the file. */
const PIECE = 2000;

/** Gives the reader an answer as a CSV file, by the rules of the command line's: every row, no value cut. */
export async function downloadCsv(answer: Answer, name: string): Promise<void> {
  const columns = answer.columns.map((column) => ({
    name: column.name,
    type: column.kind,
    isNumeric: column.kind !== "text",
  }));
  const pieces: string[] = [];
  let lines: string[] = [];
  for await (const line of formatCsv(columns, answer.rows())) {
    if (lines.push(line) < PIECE) continue;
    pieces.push(lines.join(""));
    lines = [];
    // A breath, so that the page answers while a million rows are written.
    await new Promise((resolve) => setTimeout(resolve));
  }
  pieces.push(lines.join(""));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(pieces, { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
