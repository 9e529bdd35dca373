import type { Sniffed } from "./sniff_format.ts";

const CONTENT: Record<Sniffed, string> = {
  zip: "a zip file, such as an .xlsx, .xlsb or .ods workbook",
  ole: "an old .xls workbook or another OLE file",
  html: "a web page (HTML)",
  xml: "XML text",
  rtf: "rich text (RTF)",
  pdf: "a PDF document",
  png: "a picture (PNG)",
  jpeg: "a picture (JPEG)",
  gif: "a picture (GIF)",
  gzip: "a gzip archive",
  "7z": "a 7-Zip archive",
  rar: "a RAR archive",
  database: "a database (SQLite or Access)",
  lotus: "a worksheet of Lotus 1-2-3",
  "excel 2": "a worksheet of Excel 2 (1987 to 1990)",
  "excel 3": "a worksheet of Excel 3 (1990 to 1992)",
  "excel 4": "a worksheet of Excel 4 (1992 to 1993)",
  biff: "an old .xls workbook without its container",
  mhtml: "a web page as one file (MHTML)",
  sylk: "a SYLK table",
  "utf-32": "text in UTF-32, which is not read",
  binary: "bytes of no known kind",
  text: "plain text",
};

const FIXES: Partial<Record<Sniffed, string>> = {
  text: "if it is a table, end its name in .csv",
  html: "open it in Excel and save it as .xlsx",
  xml: "open it in Excel and save it as .xlsx",
  mhtml: "open it in Excel and save it as .xlsx",
  sylk: "open it in Excel and save it as .xlsx",
  lotus: "open it in LibreOffice and save it as .xlsx",
  "excel 2": "open it in LibreOffice, or in an Excel whose File Block allows it, and save it as .xlsx",
  "excel 3": "open it in LibreOffice, or in an Excel whose File Block allows it, and save it as .xlsx",
  "excel 4": "open it in LibreOffice, or in an Excel whose File Block allows it, and save it as .xlsx",
  biff: "end its name in .xls",
  gzip: "unpack it, and load the files in it",
  "7z": "unpack it, and load the files in it",
  rar: "unpack it, and load the files in it",
  database: "export its table as .csv",
  rtf: "save its table as a workbook",
  pdf: "ask the sender for the workbook it was made from",
  "utf-32": 'save it as "CSV UTF-8"',
};

/**
 * Describes the content of a file whose name says something else, and how to fix it. The result is a clause.
 *
 * @example
 * ```ts
 * import { describeContent } from "./describe_content.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(describeContent("text"), "it holds plain text; if it is a table, end its name in .csv");
 * ```
 */
export function describeContent(sniffed: Sniffed): string {
  return `it holds ${CONTENT[sniffed]}; ${FIXES[sniffed] ?? "check that the file is what its name says"}`;
}
