import { BinaryCells } from "./binary_cells.ts";
import { biffRecords } from "./biff_records.ts";
import { BiffText } from "./biff_text.ts";
import type { CheckedWorkbook } from "./check_ole.ts";
import { isDateFormat } from "../excel_date.ts";
import { builtInFormat } from "../number_formats.ts";
import { refuse, type SpreadsheetFile } from "../spreadsheet_file.ts";
import type { ColumnRange, Sheet, Workbook } from "../workbook.ts";
import type { Cell } from "../cell.ts";
import { xlsRows } from "./xls_rows.ts";

const BATCH = 1024;
const BIFF8 = 0x0600;
const FIX = "open it in Excel and save it again, or ask the sender for it again";

/**
 * Opens an `.xls` workbook of Excel 5.0 and later from its workbook stream (MS-XLS). The first request for rows reads
 * the whole sheet, because it has at most 65,536 rows and 256 columns.
 *
 * @param checked The result of `checkOle`
 * @throws {UserError} exit 4
 */
export function xlsWorkbook(file: SpreadsheetFile, { stream, starts }: CheckedWorkbook): Workbook {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const { sheets, cells, codePage } = withPlace(file, "list of sheets", () => readGlobals(view, starts));
  if (sheets.length === 0) throw refuse(file, `it has no sheet of cells; ${FIX}`);
  return {
    format: file.format,
    sheets: sheets.map(({ name, visibility, at }): Sheet => ({
      name,
      visibility,
      async *rows() {
        const rows = withPlace(file, `sheet "${name}"`, () => xlsRows(biffRecords(view, at), cells, codePage));
        for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH);
      },
      hiddenColumns: () => Promise.resolve(withPlace(file, `sheet "${name}"`, () => hiddenColumns(view, at))),
    })),
  };
}

/** Reads the workbook's own substream (MS-XLS 2.1.7.20.1): its sheets, styles and shared texts. */
function readGlobals(view: DataView, starts: readonly number[]) {
  let listed = 0;
  const sheets: { at: number; name: string; visibility: Sheet["visibility"] }[] = [];
  const formats = new Map<number, string>();
  const styles: number[] = [];
  const texts: Cell[] = [];
  let epoch: 1900 | 1904 = 1900;
  let codePage = view.getUint16(4, true) === BIFF8 ? null : 1252;
  for (const record of biffRecords(view, 0)) {
    const { body } = record;
    switch (record.type) {
      case 0x0042: // CodePage (2.4.52): for texts before Excel 97
        if (codePage !== null) codePage = body.getUint16(0, true);
        break;
      case 0x0022: // Date1904 (2.4.77)
        epoch = body.getUint16(0, true) === 1 ? 1904 : 1900;
        break;
      case 0x0085: { // BoundSheet8 (2.4.28): worksheets have type 0
        const at = starts[listed++]!;
        if (body.getUint8(5) !== 0) break;
        const visibility = (["visible", "hidden", "very hidden"] as const)[body.getUint8(4) & 3];
        if (visibility === undefined) throw new SyntaxError("a sheet is neither visible nor hidden");
        sheets.push({ at, name: new BiffText(record, 6, codePage).short(), visibility });
        break;
      }
      case 0x041e: { // Format (2.4.126)
        const text = new BiffText(record, 2, codePage);
        formats.set(body.getUint16(0, true), codePage === null ? text.long() : text.short());
        break;
      }
      case 0x00e0: // XF (2.4.353)
        styles.push(body.getUint16(2, true));
        break;
      case 0x00fc: { // SST (2.4.265): some writers announce more texts than they write
        const text = new BiffText(record, 8, null);
        for (let left = body.getUint32(4, true); left > 0 && !text.isAtEnd; left--) {
          texts.push({ kind: "text", text: text.rich() });
        }
      }
    }
  }
  const codes = (styles.length === 0 ? [0] : styles).map((id) => formats.get(id) ?? builtInFormat(id));
  const cells = new BinaryCells(codes.map((code) => ({ code, isDate: isDateFormat(code) })), epoch, texts);
  return { sheets, cells, codePage };
}

/** ColInfo (MS-XLS 2.4.53): fHidden. */
function hiddenColumns(view: DataView, at: number): ColumnRange[] {
  const hidden: ColumnRange[] = [];
  for (const { type, body } of biffRecords(view, at)) {
    if (type !== 0x007d || (body.getUint8(8) & 1) === 0) continue;
    hidden.push({ first: body.getUint16(0, true), last: Math.min(body.getUint16(2, true), 255) });
  }
  return hidden;
}

function withPlace<T>(
  file: SpreadsheetFile,
  place: string,
  work: () => T,
): T {
  try {
    return work();
  } catch (error) {
    // A RangeError is a read after a record's end.
    const reason = error instanceof SyntaxError
      ? error.message
      : error instanceof RangeError
      ? "a record is shorter than what it holds"
      : null;
    if (reason === null) throw error;
    throw refuse(file, `its ${place} is damaged: ${reason}; ${FIX}`);
  }
}
