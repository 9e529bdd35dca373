import { BinaryCells } from "./binary_cells.ts";
import { BrtScanner, wideText } from "./brt_scanner.ts";
import { isDateFormat } from "../excel_date.ts";
import { builtInFormat, type NumberFormat } from "../number_formats.ts";
import { readRelations } from "../zip/read_relations.ts";
import { refuse, type SpreadsheetFile } from "../spreadsheet_file.ts";
import type { ColumnRange, Sheet, Workbook } from "../workbook.ts";
import type { Cell, Row } from "../cell.ts";
import { XlsbRows } from "./xlsb_rows.ts";
import { type ZipEntry, ZipError } from "../zip/zip_entry.ts";
import type { ZipPackage } from "../zip/zip_package.ts";

const BATCH = 1024;
/** In bytes: enough for the largest possible sheet. */
const MAX_SHEET = 4_000_000_000;
const MAX_STRINGS = 2_000_000_000;
const MAX_SMALL_PART = 100_000_000;
const FIX = "open it in Excel and save it again, or ask the sender for it again";

/** The last records of the parts, and the record before a sheet's first row (MS-XLSB 2.3.1). */
const END = { sheet: 130, book: 132, strings: 160, styles: 279 };
const BEGIN_ROWS = 145;

/**
 * Opens an `.xlsb` workbook. Opening reads the list of sheets and the styles. `rows()` inflates and scans the sheet on
 * demand.
 *
 * @throws {UserError} exit 4
 */
export async function xlsbWorkbook(file: SpreadsheetFile, parts: ZipPackage): Promise<Workbook> {
  const book = await withPlace(file, "list of sheets", () => readBook(parts));
  let cells: Promise<BinaryCells> | undefined;
  const sheets = book.sheets.map(({ name, visibility, entry }): Sheet => ({
    name,
    visibility,
    rows: async function* () {
      cells ??= withPlace(file, "list of texts", async () => {
        return new BinaryCells(book.formats, book.epoch, await readTexts(parts, book.strings));
      });
      yield* readRows(file, parts, entry, name, new XlsbRows(await cells));
    },
    hiddenColumns: () => withPlace(file, `sheet "${name}"`, () => readHiddenColumns(parts, entry)),
  }));
  return { format: file.format, sheets };
}

async function readBook(parts: ZipPackage) {
  const root = await readRelations(parts, "");
  const path = root.find((relation) => relation.type === "officeDocument")?.target ?? "xl/workbook.bin";
  const relations = await readRelations(parts, path);
  const sheets: { name: string; visibility: Sheet["visibility"]; entry: ZipEntry }[] = [];
  let epoch: 1900 | 1904 = 1900;
  await scan(parts, find(parts, path, "list of sheets"), MAX_SMALL_PART, END.book, (type, body) => {
    // BrtWbProp (2.4.822): f1904 is its first bit.
    if (type === 153) epoch = body.getUint8(0) & 1 ? 1904 : 1900;
    if (type !== 156) return;
    // BrtBundleSh (2.4.304): state, number, relationship, name.
    const visibility = (["visible", "hidden", "very hidden"] as const)[body.getUint32(0, true)];
    if (visibility === undefined) throw new SyntaxError("a sheet is neither visible nor hidden");
    const id = wideText(body, 8);
    const name = wideText(body, 12 + id.length * 2);
    // A module of Excel 5 is in the list but has no part.
    if (id === "") return;
    const relation = relations.find((one) => one.id === id);
    if (relation !== undefined && relation.type !== "worksheet") return;
    const entry = find(parts, relation?.target ?? "", `sheet "${name}"`);
    if (sheets.some((other) => other.entry === entry || other.name.toLowerCase() === name.toLowerCase())) {
      throw new SyntaxError(`it lists its sheet "${name}" twice`);
    }
    sheets.push({ name, visibility, entry });
  });
  if (sheets.length === 0) throw new ZipError(`it has no sheet of cells; ${FIX}`);
  const part = (type: string, usual: string) => parts.find(relations.find((one) => one.type === type)?.target ?? usual);
  const formats = await readFormats(parts, part("styles", "xl/styles.bin"));
  return { sheets, epoch, formats, strings: part("sharedStrings", "xl/sharedStrings.bin") };
}

function find(parts: ZipPackage, path: string, what: string): ZipEntry {
  const entry = parts.find(path);
  if (entry === null) throw new ZipError(`its ${what} is missing; ${FIX}`);
  return entry;
}

/** Reads the formats of the cell styles in order. A cell's style is an index into them. */
async function readFormats(parts: ZipPackage, entry: ZipEntry | null): Promise<readonly NumberFormat[]> {
  const custom = new Map<number, string>();
  const ids: number[] = [];
  let isCellStyle = false;
  const see = (type: number, body: DataView) => {
    if (type === 44) custom.set(body.getUint16(0, true), wideText(body, 2)); // BrtFmt (2.4.657)
    else if (type === 617) isCellStyle = true; // BrtBeginCellXFs (2.4.24)
    else if (type === 618) isCellStyle = false; // BrtEndCellXFs
    else if (type === 47 && isCellStyle) ids.push(body.getUint16(2, true)); // BrtXF (2.4.826)
  };
  if (entry !== null) await scan(parts, entry, MAX_SMALL_PART, END.styles, see);
  return (ids.length === 0 ? [0] : ids).map((id) => {
    const code = custom.get(id) ?? builtInFormat(id);
    return { code, isDate: isDateFormat(code) };
  });
}

/** Reads the shared texts in order. Each BrtSSTItem (2.4.713) is a RichStr: flags, then the text. */
async function readTexts(parts: ZipPackage, entry: ZipEntry | null): Promise<readonly Cell[]> {
  const texts: Cell[] = [];
  if (entry !== null) {
    await scan(parts, entry, MAX_STRINGS, END.strings, (type, body) => {
      if (type === 19) texts.push({ kind: "text", text: wideText(body, 1) });
    });
  }
  return texts;
}

/**
 * Reads BrtColInfo (2.4.323): columns, width, style, flags. The first flag is fHidden. These records come before the
 * rows.
 */
async function readHiddenColumns(parts: ZipPackage, entry: ZipEntry): Promise<readonly ColumnRange[]> {
  const hidden: ColumnRange[] = [];
  let isDone = false;
  const scanner = new BrtScanner((type, body) => {
    if (type === BEGIN_ROWS) isDone = true;
    else if (type === 60 && body.getUint8(16) & 1) {
      hidden.push({ first: body.getUint32(0, true), last: body.getUint32(4, true) });
    }
  });
  for await (const chunk of parts.stream(entry, MAX_SHEET)) {
    scanner.push(chunk);
    if (isDone) break;
  }
  return hidden;
}

async function* readRows(
  file: SpreadsheetFile,
  parts: ZipPackage,
  entry: ZipEntry,
  name: string,
  rows: XlsbRows,
): AsyncGenerator<readonly Row[]> {
  const scanner = new BrtScanner((type, body) => rows.see(type, body));
  try {
    for await (const chunk of parts.stream(entry, MAX_SHEET)) {
      scanner.push(chunk);
      if (rows.waiting >= BATCH) yield rows.take();
    }
    scanner.finish(END.sheet);
    rows.finish();
  } catch (error) {
    throw translate(file, `sheet "${name}"`, error);
  }
  if (rows.waiting > 0) yield rows.take();
}

async function scan(
  parts: ZipPackage,
  entry: ZipEntry,
  limit: number,
  end: number,
  see: (type: number, body: DataView) => void,
): Promise<void> {
  const scanner = new BrtScanner(see);
  for await (const chunk of parts.stream(entry, limit)) scanner.push(chunk);
  scanner.finish(end);
}

async function withPlace<T>(file: SpreadsheetFile, place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translate(file, place, error);
  }
}

function translate(file: SpreadsheetFile, place: string, error: unknown): unknown {
  if (error instanceof ZipError) return refuse(file, error.message);
  // A RangeError is a read after a record's end.
  const reason = error instanceof RangeError ? "a record is shorter than what it holds" : null;
  if (reason === null && !(error instanceof SyntaxError)) return error;
  return refuse(file, `its ${place} is damaged: ${reason ?? (error as Error).message}; ${FIX}`);
}
