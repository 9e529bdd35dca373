import { unzipSync } from "fflate";
import { type Cell, type CellStyle, type CellValue, type MergeRange, writeXlsx } from "hucre";
import type { SampleRow, SampleSheet, SampleWorkbook } from "./sample_workbook.ts";
import { SYNTHETIC } from "./furniture.ts";
import { cellsOfRange } from "./cells_of_range.ts";
import { zipParts } from "./zip_parts.ts";

const FONT = { name: "Calibri", size: 11 } as const;

const DRESS: Readonly<Record<NonNullable<SampleRow["dress"]>, CellStyle>> = {
  title: { font: { ...FONT, bold: true, size: 14 } },
  marking: { font: { ...FONT, italic: true } },
  header: {
    font: { ...FONT, bold: true, color: { rgb: "FFFFFF" } },
    fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "1F3864" } },
    alignment: { wrapText: true, vertical: "center" },
  },
  totals: { font: { ...FONT, bold: true } },
  note: { font: { ...FONT, italic: true, size: 9 } },
};

/** A sample as `.xlsx` bytes, styled the way a person would leave it. */
export async function writeXlsxSample(workbook: SampleWorkbook): Promise<Uint8Array<ArrayBuffer>> {
  const modified = new Date(`${workbook.modified}T09:00:00Z`);
  const bytes = await writeXlsx({
    sheets: workbook.sheets.map(sheetOf),
    defaultFont: FONT,
    properties: {
      title: workbook.title,
      description: SYNTHETIC,
      creator: "Annexa sample",
      created: modified,
      modified,
    },
  });
  return zipParts(unzipSync(bytes));
}

function sheetOf(sheet: SampleSheet) {
  const cells = new Map<string, Partial<Cell>>();
  const rows: CellValue[][] = sheet.rows.map((row, rowIndex) =>
    row.cells.map((cell, columnIndex) => {
      const style: CellStyle = { ...(row.dress ? DRESS[row.dress] : {}) };
      const value = cell !== null && typeof cell === "object" ? cell.value : cell;
      if (cell !== null && typeof cell === "object" && cell.format) style.numFmt = cell.format;
      const formula = cell !== null && typeof cell === "object" ? cell.formula : undefined;
      if (formula) cells.set(`${rowIndex},${columnIndex}`, { formula, formulaResult: value, style });
      else if (Object.keys(style).length > 0) cells.set(`${rowIndex},${columnIndex}`, { value, style });
      return value;
    })
  );
  const width = Math.max(sheet.widths?.length ?? 0, ...sheet.rows.map((row) => row.cells.length));
  return {
    name: sheet.name,
    rows,
    cells,
    columns: Array.from({ length: width }, (_, index) => ({
      width: sheet.widths?.[index] ?? 12,
      ...(sheet.hiddenColumns?.includes(index) ? { hidden: true } : {}),
    })),
    merges: (sheet.merges ?? []).map((range): MergeRange => cellsOfRange(range)),
    ...(sheet.hidden ? { hidden: true } : {}),
  };
}
