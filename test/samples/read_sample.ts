import * as XLSX from "@e965/xlsx";
import { join } from "node:path";

/** The committed sample inbox. */
export const INBOX = join(import.meta.dirname!, "../../data/samples/inbox");

/** A row of a sample by header: the stored value, and the text a person sees. Blank cells are absent. */
export type SampleRecord = Readonly<Record<string, { readonly value: unknown; readonly text: string }>>;

/**
 * The sheets of a committed sample, read with SheetJS alone: none of the project's readers, nothing of the generator.
 *
 * @param fileName A file of the sample inbox
 */
export function readSampleBook(fileName: string): XLSX.WorkBook {
  const book = books.get(fileName) ??
    XLSX.read(Deno.readFileSync(join(INBOX, fileName)), { type: "array", raw: true, cellText: true });
  books.set(fileName, book);
  return book;
}

const books = new Map<string, XLSX.WorkBook>();

/**
 * The rows under the header row that starts with `firstHeader`, from every visible sheet that has one, down to the first
 * row whose first cell says Total or is blank.
 */
export function readSample(fileName: string, firstHeader = "Reporting Month"): SampleRecord[] {
  const book = readSampleBook(fileName);
  const records: SampleRecord[] = [];
  book.SheetNames.forEach((name, index) => {
    if (book.Workbook?.Sheets?.[index]?.Hidden) return;
    const sheet = book.Sheets[name]!;
    const range = XLSX.utils.decode_range(sheet["!ref"]!);
    const cell = (row: number, column: number): XLSX.CellObject | undefined =>
      sheet[XLSX.utils.encode_cell({ r: row, c: column })];
    let header: string[] | null = null;
    for (let row = range.s.r; row <= range.e.r; row++) {
      const first = tidy(String(cell(row, 0)?.v ?? ""));
      if (header === null) {
        if (first !== firstHeader) continue;
        // A header on two rows: a cell merged downwards holds its text above, a cell under a banner below.
        const isTwoRows = cell(row + 1, 0)?.v === undefined;
        header = [];
        for (let column = 0; column <= range.e.c; column++) {
          const below = isTwoRows ? cell(row + 1, column)?.v : undefined;
          header.push(tidy(String(below ?? cell(row, column)?.v ?? "")));
        }
        if (isTwoRows) row++;
        continue;
      }
      if (first === "" || /total/i.test(first)) break;
      const record: Record<string, { value: unknown; text: string }> = {};
      header.forEach((title, column) => {
        const found = cell(row, column);
        if (found?.v !== undefined && found.v !== "") {
          record[title] = { value: found.v, text: String(found.w ?? found.v) };
        }
      });
      records.push(record);
    }
  });
  return records;
}

/** A count of a record as a number, with or without thousands separators; null when blank. */
export function count(record: SampleRecord, header: string): number | null {
  const found = record[header];
  return found === undefined ? null : Number(String(found.value).replaceAll(",", ""));
}

function tidy(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
