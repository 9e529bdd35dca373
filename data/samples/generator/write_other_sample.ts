import * as XLSX from "@e965/xlsx";
import { unzipSync } from "fflate";
import { cellsOfRange } from "./cells_of_range.ts";
import type { SampleCell, SampleSheet, SampleWorkbook } from "./sample_workbook.ts";
import { zipParts } from "./zip_parts.ts";

/** A sample as `.xls`, `.xlsb` or `.ods` bytes. These formats carry no dress here: values, formats, merges, hidden sheets. */
export function writeOtherSample(workbook: SampleWorkbook, format: "xls" | "xlsb" | "ods"): Uint8Array<ArrayBuffer> {
  const book = XLSX.utils.book_new();
  for (const sheet of workbook.sheets) XLSX.utils.book_append_sheet(book, sheetOf(sheet), sheet.name);
  book.Workbook = { Sheets: workbook.sheets.map(({ hidden }) => ({ Hidden: hidden ? 1 : 0 })) };
  const bytes = new Uint8Array(XLSX.write(book, { type: "array", bookType: format === "xls" ? "biff8" : format }));
  return format === "xls" ? bytes : zipParts(unzipSync(bytes));
}

function sheetOf(sheet: SampleSheet): XLSX.WorkSheet {
  const worksheet: XLSX.WorkSheet = {};
  let width = 1;
  sheet.rows.forEach((row, rowIndex) =>
    row.cells.forEach((cell, columnIndex) => {
      width = Math.max(width, columnIndex + 1);
      if (cell !== null) worksheet[XLSX.utils.encode_cell({ r: rowIndex, c: columnIndex })] = cellOf(cell);
    })
  );
  worksheet["!ref"] = XLSX.utils.encode_range({
    s: { r: 0, c: 0 },
    e: { r: sheet.rows.length - 1, c: width - 1 },
  });
  worksheet["!cols"] = Array.from({ length: width }, (_, index) => ({ wch: sheet.widths?.[index] ?? 12 }));
  worksheet["!merges"] = (sheet.merges ?? []).map(cellsOfRange)
    .map(({ startRow, startCol, endRow, endCol }) => ({
      s: { r: startRow, c: startCol },
      e: { r: endRow, c: endCol },
    }));
  return worksheet;
}

function cellOf(cell: NonNullable<SampleCell>): XLSX.CellObject {
  if (typeof cell === "string") return { t: "s", v: cell };
  if (typeof cell === "number") return { t: "n", v: cell };
  return { t: "n", v: cell.value, ...(cell.format ? { z: cell.format } : {}) };
}
