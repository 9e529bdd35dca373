import { OdsScanner } from "./ods_scanner.ts";
import { OdsStyles } from "./ods_styles.ts";
import { refuse, type SpreadsheetFile } from "../spreadsheet_file.ts";
import type { Sheet, Workbook } from "../workbook.ts";
import type { Row } from "../cell.ts";
import { ZipError } from "../zip/zip_entry.ts";
import type { ZipPackage } from "../zip/zip_package.ts";

const MAX_CONTENT = 4_000_000_000;
const BATCH = 1024;

/**
 * Opens an `.ods` workbook with the project's own streaming reader. One part holds all the sheets in sequence. So
 * opening reads the whole part, and each `rows()` reads it again.
 *
 * @throws {UserError} exit 4
 */
export async function odsWorkbook(file: SpreadsheetFile, parts: ZipPackage): Promise<Workbook> {
  const styles = new OdsStyles();
  const list = new OdsScanner(styles, -1);
  if (parts.find("styles.xml") !== null) await drain(scan(file, parts, "styles.xml", new OdsScanner(styles, -1)));
  await drain(scan(file, parts, "content.xml", list));
  if (list.sheets.length === 0) throw refuse(file, "it has no sheet; check that the file is what its name says");
  const sheets = list.sheets.map(({ name, isHidden, hiddenColumns }, i): Sheet => ({
    name,
    visibility: isHidden ? "hidden" : "visible",
    rows: () => scan(file, parts, "content.xml", new OdsScanner(styles, i)),
    hiddenColumns: () => Promise.resolve(hiddenColumns),
  }));
  return { format: file.format, sheets };
}

async function drain(batches: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of batches) { /* the scanner keeps what is needed */ }
}

async function* scan(
  file: SpreadsheetFile,
  parts: ZipPackage,
  name: string,
  scanner: OdsScanner,
): AsyncGenerator<readonly Row[]> {
  try {
    const entry = parts.find(name);
    if (entry === null) throw new ZipError(`its part "${name}" is missing; ask the sender for it again`);
    for await (const chunk of parts.stream(entry, MAX_CONTENT)) {
      scanner.push(chunk);
      if (scanner.waiting >= BATCH) yield scanner.take();
    }
    scanner.finish();
  } catch (error) {
    if (error instanceof ZipError) throw refuse(file, error.message);
    if (!(error instanceof SyntaxError)) throw error;
    throw refuse(
      file,
      `its part "${name}" is damaged: ${error.message}; open it and save it again, or ask the sender for it again`,
    );
  }
  if (scanner.waiting > 0) yield scanner.take();
}
