import type { CellObject, ParsingOptions, WorkSheet } from "@e965/xlsx";
import { isDateFormat, serialToIso } from "../../etl/workbook/excel_date.ts";
import type { ColumnRange, Sheet } from "../../etl/workbook/workbook.ts";
import type { Cell, Row } from "../../etl/workbook/cell.ts";

const BATCH = 512;

// Each option prevents a loss. Without it, a broken sheet disappears (WTF), dates are rounded down (cellDates), or
// formats (cellNF) and error texts (cellText) are missing. Hidden rows are not reported (cellStyles). Formulas without
// a value disappear (sheetStubs).
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
 * Reads the sheets of a workbook with SheetJS, an independent parser. The tests compare the project's reader with it
 * cell for cell.
 *
 * SheetJS opens many broken files as if they were empty. On damaged files it may never end, or use all memory.
 *
 * @param bytes The whole file
 */
export async function parseWithSheetjs(bytes: Uint8Array): Promise<Sheet[]> {
  const XLSX = await import("@e965/xlsx");
  XLSX.set_cptable(await import("@e965/xlsx/dist/cpexcel.full.mjs"));
  // From an .xls file, only the workbook stream is passed. A damaged summary stream would use all memory.
  const isOle = bytes[0] === 0xd0;
  const container = isOle ? XLSX.CFB.read(bytes, { type: "buffer" }) : null;
  const stream = container && (XLSX.CFB.find(container, "/Workbook") ?? XLSX.CFB.find(container, "/Book"));
  const book = XLSX.read(stream === null ? bytes : Uint8Array.from(stream.content), OPTIONS);
  const epoch = book.Workbook?.WBProps?.date1904 ? 1904 : 1900;
  const sheets: Sheet[] = [];
  for (const [i, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    if (sheet === undefined) {
      throw new SyntaxError(`its sheet "${name}" cannot be read; open it in Excel and save it again`);
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
  return sheets;
}

function hiddenColumns(sheet: WorkSheet): ColumnRange[] {
  return (sheet["!cols"] ?? []).flatMap((column, index) => column?.hidden ? [{ first: index, last: index }] : []);
}

async function* batches(sheet: WorkSheet, epoch: 1900 | 1904): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = [];
  for (const [i, source] of (sheet["!data"] ?? []).entries()) {
    const cells: (Cell | undefined)[] = [];
    // A sparse row stays sparse, because forEach skips the holes.
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
