import { columnLetters } from "../../etl/workbook/address.ts";
import type { Workbook } from "../../etl/workbook/workbook.ts";
import type { Cell } from "../../etl/workbook/cell.ts";

/** The path of a workbook in test/workbooks. */
export function fixture(name: string): string {
  return new URL(`../workbooks/${name}`, import.meta.url).pathname;
}

/**
 * Reads all cells of a workbook by address (`Sheet!A1`), in a short notation: `"text"`, `1.5`, `1.5 as 0.0%`,
 * `2019-07-01`, `true`, `#N/A`, `=SUM(A1) without a value`.
 */
export async function readCells(workbook: Workbook): Promise<Record<string, string>> {
  const found: [string, string][] = [];
  for (const sheet of workbook.sheets) {
    for await (const batch of sheet.rows()) {
      for (const row of batch) {
        row.cells.forEach((cell, column) => {
          if (cell !== undefined) found.push([`${sheet.name}!${columnLetters(column)}${row.number}`, notation(cell)]);
        });
      }
    }
  }
  // Entries instead of assignment, because a sheet may be called __proto__.
  return Object.fromEntries(found);
}

/** One cell in the notation of {@link readCells}. */
export function notation(cell: Cell): string {
  switch (cell.kind) {
    case "text":
      return JSON.stringify(cell.text);
    case "number":
      return cell.format === "General" ? String(cell.value) : `${cell.value} as ${cell.format}`;
    case "date":
      return cell.iso;
    case "boolean":
      return String(cell.value);
    case "error":
      return cell.text;
    case "uncached":
      return `=${cell.formula} without a value`;
  }
}
