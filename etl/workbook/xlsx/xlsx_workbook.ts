import { ColumnScanner } from "./column_scanner.ts";
import { CellBlock } from "./cell_block.ts";
import { type NumberFormat, numberFormats } from "../number_formats.ts";
import { readRelations } from "../zip/read_relations.ts";
import { RowScanner } from "./row_scanner.ts";
import { SheetScanner } from "./sheet_scanner.ts";
import { refuse, type SpreadsheetFile } from "../spreadsheet_file.ts";
import { StringTable } from "./string_table.ts";
import type { ColumnRange, Sheet, Workbook } from "../workbook.ts";
import type { Row } from "../cell.ts";
import { xmlElements } from "../xml/xml_elements.ts";
import { type ZipEntry, ZipError } from "../zip/zip_entry.ts";
import type { ZipPackage } from "../zip/zip_package.ts";

/** In bytes of XML: four times a sheet of 1,048,576 rows and 25 columns. */
const MAX_SHEET = 4_000_000_000;
const MAX_STRINGS = 2_000_000_000;
const MAX_SMALL_PART = 100_000_000;

const FIX = "open it in Excel and save it again, or ask the sender for it again";

/**
 * Opens an `.xlsx` or `.xlsm` workbook with the project's own streaming reader. Opening reads the list of sheets and
 * the styles. `rows()` inflates and scans the sheet on demand. Its memory does not grow with the sheet.
 *
 * @throws {UserError} exit 4
 */
export async function xlsxWorkbook(file: SpreadsheetFile, parts: ZipPackage): Promise<Workbook> {
  const book = await withPlace(file, "list of sheets", () => readBook(parts));
  let strings: Promise<StringTable | null> | undefined;
  const sheets = book.sheets.map(({ name, visibility, entry }): Sheet => ({
    name,
    visibility,
    rows: async function* () {
      for await (const piece of this.pieces!()) yield piece instanceof CellBlock ? piece.rows() : piece;
    },
    pieces: async function* () {
      strings ??= readStrings(file, parts, book.strings);
      const context = { strings: await strings, formats: book.formats, epoch: book.epoch };
      const plain = RowScanner.take();
      try {
        yield* readPieces(file, parts, entry, name, new SheetScanner(context, plain));
      } finally {
        plain.release();
      }
    },
    hiddenColumns: () => withPlace(file, `sheet "${name}"`, () => readHiddenColumns(parts, entry)),
  }));
  return { format: file.format, sheets };
}

interface Book {
  readonly sheets: readonly { name: string; visibility: Sheet["visibility"]; entry: ZipEntry }[];
  readonly strings: ZipEntry | null;
  readonly formats: readonly NumberFormat[];
  readonly epoch: 1900 | 1904;
}

async function readBook(parts: ZipPackage): Promise<Book> {
  const root = await readRelations(parts, "");
  const path = root.find((relation) => relation.type === "officeDocument")?.target ?? "xl/workbook.xml";
  const entry = parts.find(path);
  if (entry === null) throw new ZipError(`its list of sheets ("${path}") is missing; ${FIX}`);
  const relations = await readRelations(parts, path);
  const sheets: { name: string; visibility: Sheet["visibility"]; entry: ZipEntry }[] = [];
  let epoch: 1900 | 1904 = 1900;
  for (const { path, attributes } of xmlElements(await parts.xml(entry, MAX_SMALL_PART))) {
    if (path === "workbook/workbookPr") {
      epoch = /^(1|true|on)$/.test(attributes.get("date1904") ?? "") ? 1904 : 1900;
    } else if (path === "workbook/sheets/sheet") {
      const name = attributes.get("name") ?? "";
      const id = [...attributes].find(([key]) => key.endsWith(":id"))?.[1];
      // A module of Excel 5 is in the list but has no part.
      if (id === "") continue;
      const relation = relations.find((one) => one.id === id);
      if (relation !== undefined && relation.type !== "worksheet") continue;
      const part = relation === undefined ? null : parts.find(relation.target);
      if (part === null) throw new ZipError(`its sheet "${name}" is missing; ${FIX}`);
      if (sheets.some((other) => other.entry === part || other.name.toLowerCase() === name.toLowerCase())) {
        throw new ZipError(`it lists its sheet "${name}" twice; ${FIX}`);
      }
      const state = attributes.get("state");
      const visibility = state === "hidden" ? "hidden" : state === "veryHidden" ? "very hidden" : "visible";
      sheets.push({ name, visibility, entry: part });
    }
  }
  if (sheets.length === 0) throw new ZipError(`it has no sheet of cells; ${FIX}`);
  const part = (type: string, usual: string) => parts.find(relations.find((one) => one.type === type)?.target ?? usual);
  const styles = part("styles", "xl/styles.xml");
  const formats = numberFormats(styles === null ? null : await parts.xml(styles, MAX_SMALL_PART));
  return { sheets, strings: part("sharedStrings", "xl/sharedStrings.xml"), formats, epoch };
}

function readStrings(file: SpreadsheetFile, parts: ZipPackage, entry: ZipEntry | null): Promise<StringTable | null> {
  if (entry === null) return Promise.resolve(null);
  return withPlace(file, "list of texts", async () => {
    const table = new StringTable(entry.size);
    for await (const chunk of parts.stream(entry, MAX_STRINGS)) table.push(chunk);
    table.finish();
    return table;
  });
}

/** Finds the hidden columns. They come before the rows, so only the head of the part is inflated. */
async function readHiddenColumns(parts: ZipPackage, entry: ZipEntry): Promise<readonly ColumnRange[]> {
  const scanner = new ColumnScanner();
  for await (const chunk of parts.stream(entry, MAX_SHEET)) {
    scanner.push(chunk);
    if (scanner.isDone) break;
  }
  return scanner.hidden;
}

async function* readPieces(
  file: SpreadsheetFile,
  parts: ZipPackage,
  entry: ZipEntry,
  name: string,
  scanner: SheetScanner,
): AsyncGenerator<CellBlock | readonly Row[]> {
  try {
    for await (const chunk of parts.stream(entry, MAX_SHEET)) {
      scanner.push(chunk);
      yield* scanner.takePieces();
    }
    scanner.finish();
  } catch (error) {
    throw translate(file, `sheet "${name}"`, error);
  }
  yield* scanner.takePieces();
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
  if (error instanceof SyntaxError) return refuse(file, `its ${place} is damaged: ${error.message}; ${FIX}`);
  return error;
}
