import type { CellObject, ParsingOptions, WorkBook, WorkSheet } from "@e965/xlsx";
import { isDateFormat, serialToIso } from "./excel_date.ts";
import { refuse, type SpreadsheetFile } from "./spreadsheet_file.ts";
import type { Cell, ColumnRange, Row, Sheet, Workbook } from "./workbook.ts";

const BATCH = 512;

// Each option is there for a loss seen without it: a broken sheet vanishes (WTF), dates are floored (cellDates), formats
// (cellNF) and error texts (cellText) are missing, hidden rows are not reported (cellStyles), formulas without a value
// vanish (sheetStubs).
const OPTIONS: ParsingOptions = {
  type: "array",
  dense: true,
  WTF: true,
  cellDates: false,
  cellNF: true,
  cellText: true,
  cellHTML: false,
  cellStyles: true,
  sheetStubs: true,
  sheetRows: 1_048_577,
};

/**
 * A workbook read whole through SheetJS: for the formats the project has no reader of its own for. It must have passed
 * the pre-flight of its format, because SheetJS opens much that is broken as if it were empty.
 *
 * @param bytes The whole file
 * @throws {UserError} exit 4
 */
export async function sheetjsWorkbook(file: SpreadsheetFile, bytes: Uint8Array): Promise<Workbook> {
  const XLSX = await import("@e965/xlsx");
  XLSX.set_cptable(await import("@e965/xlsx/dist/cpexcel.full.mjs"));
  let book: WorkBook;
  try {
    book = XLSX.read(bytes, OPTIONS);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/password|encrypt/i.test(message)) {
      throw refuse(file, "it is protected by a password; remove the password in Excel and save it again");
    }
    throw refuse(
      file,
      `it is damaged (${message}); open it in Excel and save it again, or ask the sender for it again`,
    );
  }
  const epoch = book.Workbook?.WBProps?.date1904 ? 1904 : 1900;
  const sheets: Sheet[] = [];
  for (const [i, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    if (sheet === undefined) {
      throw refuse(file, `its sheet "${name}" cannot be read; open it in Excel and save it again`);
    }
    if (sheet["!type"] !== undefined && sheet["!type"] !== "sheet") continue;
    const hidden = book.Workbook?.Sheets?.[i]?.Hidden ?? 0;
    sheets.push({
      name,
      visibility: hidden === 0 ? "visible" : hidden === 1 ? "hidden" : "very hidden",
      rows: () => batches(sheet, epoch),
      hiddenColumns: () => Promise.resolve(hiddenColumns(sheet)),
    });
  }
  return { format: file.format, sheets };
}

function hiddenColumns(sheet: WorkSheet): ColumnRange[] {
  return (sheet["!cols"] ?? []).flatMap((column, index) => column?.hidden ? [{ first: index, last: index }] : []);
}

async function* batches(sheet: WorkSheet, epoch: 1900 | 1904): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = [];
  for (const [i, source] of (sheet["!data"] ?? []).entries()) {
    const cells: (Cell | undefined)[] = [];
    // A sparse row stays sparse: forEach skips the holes.
    source?.forEach((object, column) => {
      const cell = toCell(object, epoch);
      if (cell !== undefined) cells[column] = cell;
    });
    if (cells.length === 0) continue;
    batch.push({ number: i + 1, cells, hidden: sheet["!rows"]?.[i]?.hidden === true });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function toCell(object: CellObject, epoch: 1900 | 1904): Cell | undefined {
  switch (object.t) {
    case "s":
      return { kind: "text", text: String(object.v) };
    case "b":
      return { kind: "boolean", value: object.v === true };
    case "e":
      return { kind: "error", text: object.w ?? "#VALUE!" };
    case "n": {
      const value = Number(object.v);
      const format = object.z === undefined ? "General" : String(object.z);
      const iso = isDateFormat(format) ? serialToIso(value, epoch) : null;
      return iso === null ? { kind: "number", value, format } : { kind: "date", iso };
    }
    default:
      return object.f === undefined ? undefined : { kind: "uncached", formula: object.f };
  }
}
