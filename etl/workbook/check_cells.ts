import { refuse, type SpreadsheetFile } from "./spreadsheet_file.ts";
import type { Workbook } from "./workbook.ts";

/**
 * Refuses a workbook that has come out with fewer filled cells than its file has records of: SheetJS passes over what it
 * does not understand, a sheet whose part it cannot find, and one of two cells at the same place.
 *
 * @param expected The records of filled cells in the file's sheets
 * @throws {UserError} exit 4
 *
 * @example
 * ```ts
 * import { checkCells } from "./check_cells.ts";
 * import { rejects } from "node:assert/strict";
 * const file = { path: "", name: "a.xlsb", format: "xlsb", stamp: "" } as const;
 * await checkCells(file, { format: "xlsb", sheets: [] }, 0);
 * await rejects(checkCells(file, { format: "xlsb", sheets: [] }, 2), /holds 2 filled cells, of which 0 can be read/);
 * ```
 */
export async function checkCells(file: SpreadsheetFile, workbook: Workbook, expected: number): Promise<void> {
  let read = 0;
  for (const sheet of workbook.sheets) {
    for await (const rows of sheet.rows()) for (const { cells } of rows) cells.forEach((cell) => cell && read++);
  }
  if (read >= expected) return;
  throw refuse(
    file,
    `it is damaged: it holds ${expected} filled cells, of which ${read} can be read; ` +
      "open it in Excel and save it as .xlsx, or ask the sender for it again",
  );
}
