import type { Cell as WrittenCell, CellStyle, CellValue, WriteSheet } from "hucre";
import { cellText } from "../tables/cell_text.ts";
import { columnLetters } from "../workbook/address.ts";
import type { Sheet } from "../workbook/workbook.ts";
import type { Cell, Row } from "../workbook/cell.ts";
import type { SheetMarks } from "./problem_marks.ts";

/** A sheet with more rows or cells than this is copied in part. */
const MOST_ROWS = 20_000;
const MOST_CELLS = 400_000;
/** A cell of a spreadsheet holds no more. */
const MOST_CHARACTERS = 32_767;

const FONT = "Arial";
const BODY: CellStyle = { font: { name: FONT, size: 11 }, alignment: { vertical: "top" } };
const HEADER: CellStyle = { ...BODY, font: { name: FONT, size: 11, bold: true } };
const BAD: CellStyle = {
  ...BODY,
  font: { name: FONT, size: 11, bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "FFD9D9" } },
  border: {
    top: { style: "medium", color: { rgb: "B00020" } },
    bottom: { style: "medium", color: { rgb: "B00020" } },
    left: { style: "medium", color: { rgb: "B00020" } },
    right: { style: "medium", color: { rgb: "B00020" } },
  },
};
const WRAPPED: CellStyle = { ...BODY, alignment: { vertical: "top", wrapText: true } };
const SAID: CellStyle = {
  font: { name: FONT, size: 11, bold: true, color: { rgb: "B00020" } },
  alignment: { ...WRAPPED.alignment, indent: 1 },
};
const SAID_WIDTH = 60;

/** A copy of a sheet with its bad cells marked. */
export interface MarkedSheet {
  readonly written: Pick<WriteSheet, "rows" | "cells" | "columns" | "rowDefs" | "freezePane" | "pageSetup">;
  /** Where a row of the original stands in the copy; null where it is not in it. */
  rowInCopy(row: number): number | null;
  /** Whether every row stands where it stands in the original; else only the header and rows with problems are there. */
  readonly isWhole: boolean;
}

/**
 * Copies a sheet and marks its problems. Each cell keeps its address and value. Text stays text, and nothing becomes a
 * formula. Bad cells are filled and framed. A further column says what is wrong in each row.
 *
 * Of a sheet too large to look through, only the rows down to the header and the rows with problems are copied. A further
 * column has their row numbers. The headers say so, and `load` does not take the copy for the extract.
 *
 * @throws {UserError} exit 4, when the sheet cannot be read
 */
export async function markedSheet(sheet: Sheet, marks: SheetMarks): Promise<MarkedSheet> {
  const { rows, isWhole } = await chooseRows(sheet, marks);
  const width = rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  const places = new Map(rows.map((row, at) => [row.number, isWhole ? row.number : at + 1]));
  const values: CellValue[][] = [];
  const cells = new Map<string, Partial<WrittenCell>>();
  const rowDefs = new Map<number, { height: number }>();
  const widths = Array.from({ length: width }, () => 8);
  for (const row of rows) {
    const down = places.get(row.number)! - 1;
    const marked = marks.rows.get(row.number);
    const isHeader = row.number === marks.headerRow;
    const line: CellValue[] = [];
    for (let across = 0; across < width; across++) {
      const cell = row.cells[across];
      const { value, numFmt } = written(cell);
      line[across] = value;
      // A part of the rows, mended and sent back, must not pass for the whole extract: no contract knows such a header.
      if (!isWhole && isHeader && typeof value === "string") line[across] = `${value} (in part)`;
      const isBad = marked?.has(across) === true;
      if (value === null && !isBad) continue;
      cells.set(`${down},${across}`, {
        style: { ...(isBad ? BAD : isHeader ? HEADER : BODY), ...(numFmt === null ? {} : { numFmt }) },
      });
      if (row.number >= marks.headerRow) widths[across] = Math.max(widths[across]!, String(value ?? "").length + 2);
    }
    const said = isHeader ? "What is wrong" : marked === undefined ? null : saidOf(marked, row);
    if (said !== null) {
      line[width] = cellText(said);
      cells.set(`${down},${width}`, { style: SAID });
      rowDefs.set(down, {
        height: 15 * said.split("\n").reduce((sum, text) => sum + Math.ceil(text.length / SAID_WIDTH), 0),
      });
    }
    if (!isWhole) {
      line[width] ??= null;
      line[width + 1] = isHeader ? "Row in the original" : row.number;
      cells.set(`${down},${width + 1}`, { style: WRAPPED });
    }
    while (values.length < down) values.push([]);
    values[down] = line;
  }
  const header = places.get(marks.headerRow);
  return {
    written: {
      rows: values,
      cells,
      rowDefs,
      columns: [...widths.map((most) => ({ width: Math.min(most, 40) })), { width: SAID_WIDTH }, { width: 20 }],
      ...(header === undefined ? {} : { freezePane: { rows: header } }),
      pageSetup: {
        paperSize: "a4",
        orientation: "landscape",
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        ...(header === undefined ? {} : { printTitlesRow: `$${header}:$${header}` }),
      },
    },
    rowInCopy: (row) => places.get(row) ?? null,
    isWhole,
  };
}

/** All rows where there are few enough, else those down to the header and those with problems. */
async function chooseRows(sheet: Sheet, marks: SheetMarks): Promise<{ rows: Row[]; isWhole: boolean }> {
  const isWanted = (row: Row) => row.number <= marks.headerRow || marks.rows.has(row.number);
  let rows: Row[] = [];
  let cells = 0;
  let isWhole = true;
  for await (const batch of sheet.rows()) {
    for (const row of batch) {
      if (!isWhole && !isWanted(row)) continue;
      rows.push(row);
      cells += row.cells.length;
      if (!isWhole || (row.number <= MOST_ROWS && cells <= MOST_CELLS)) continue;
      isWhole = false;
      rows = rows.filter(isWanted);
    }
  }
  return { rows, isWhole };
}

function saidOf(marks: ReadonlyMap<number, string>, row: Row): string {
  return [...marks].sort(([left], [right]) => left - right)
    .map(([index, rule]) => `${columnLetters(index)}${row.number}: ${rule}`).join("\n");
}

/** A cell as it is written again. What a formula was is text: nothing is calculated in a report of mistakes. */
function written(cell: Cell | undefined): { value: CellValue; numFmt: string | null } {
  switch (cell?.kind) {
    case undefined:
      return { value: null, numFmt: null };
    case "text":
      return { value: short(cellText(cell.text)), numFmt: "@" };
    case "number":
      return { value: cell.value, numFmt: cell.format === "General" ? null : cell.format };
    case "date":
      return day(cell.iso);
    case "boolean":
      return { value: cell.value, numFmt: null };
    case "error":
      return { value: cellText(cell.text), numFmt: "@" };
    case "uncached":
      return { value: short(cellText(`=${cell.formula}`)), numFmt: "@" };
  }
}

function short(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

/** As Excel counts days from 1 March 1900 on; an earlier one, or a time of day without a day, is text. */
function day(iso: string): { value: CellValue; numFmt: string } {
  const time = Date.parse(`${iso.length === 10 ? `${iso}T00:00:00` : iso}Z`);
  const serial = time / 86_400_000 + 25_569;
  if (!(serial >= 61 && serial < 2_958_466)) return { value: iso, numFmt: "@" };
  return { value: serial, numFmt: iso.length === 10 ? "dd/mm/yyyy" : "dd/mm/yyyy hh:mm:ss" };
}
