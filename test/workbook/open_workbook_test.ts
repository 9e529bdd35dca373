import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";
import { UserError } from "../../etl/base/user_error.ts";
import { buildWorkbooks } from "../workbooks/build.ts";
import { fixture, readCells } from "./read_cells.ts";

const EVERYDAY = {
  "Data!A1": '"Month"',
  "Data!B1": '"Volume"',
  "Data!C1": '"Rate"',
  "Data!D1": '"Met"',
  "Data!E1": '"Code"',
  "Data!F1": '"Sent"',
  "Data!G1": '"Error"',
  "Data!A2": '"Jul-19"',
  "Data!B2": "1234",
  "Data!C2": "0.9935 as 0.00%",
  "Data!D2": "true",
  "Data!E2": '"0012"',
  "Data!F2": "2019-07-01T12:00:00",
  "Data!G2": "#N/A",
  "Working!A1": '"hidden"',
};

const HIDDEN = {
  "Shown!A1": '"a"',
  "Shown!B1": '"b"',
  "Shown!A2": "1",
  "Shown!B2": "2",
  "Shown!A3": "3",
  "Shown!B3": "4",
};

/** A header and 60 Users. */
const PROTECTED = Object.fromEntries([
  ["Data!A1", '"Name"'],
  ["Data!B1", '"Volume"'],
  ...Array.from({ length: 60 }, (_, i) => [[`Data!A${i + 2}`, `"User ${i + 1}"`], [`Data!B${i + 2}`, `${i + 1}`]])
    .flat(),
]);

const HEADER = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"];
const FIRST = ["2019-07", "90-B3-D5-1F-30-01-00-00", "Example Energy", 1000, 1100];
const SECOND = ["2019-07", "90-B3-D5-1F-30-02-00-00", "Sample Supply", 2000, 1900];

/** The cells of a table whose header is in row `from`. */
function variance(
  rows: readonly (readonly (string | number | null)[])[],
  from = 1,
  sheet = "Variance",
): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap((row, i) =>
      row.flatMap((value, column) =>
        value === null ? [] : [[`${sheet}!${"ABCDEFG"[column]}${from + i}`, JSON.stringify(value)]]
      )
    ),
  );
}

// The expected cells of each workbook, derived by hand from test/workbooks/ordinary.ts and the rules of the format.
const READ: Record<string, Record<string, string>> = {
  // 42185 days after 1 January 1904 is 1 July 2019. The 1900 system counts it as 43647.
  "dates-1904.xlsx": { "Dates!A1": "2019-07-01", "Dates!B1": "2019-07-01T12:00:00", "Dates!C1": "1904-01-01" },
  "dates-1900.xlsx": {
    "Dates!A1": "2019-07-01",
    "Dates!B1": "2019-07-01",
    "Dates!C1": "2019-07-01",
    "Dates!A2": "1900-01-01",
    "Dates!B2": "1900-02-28",
    "Dates!C2": "60 as dd/mm/yyyy",
    "Dates!D2": "1900-03-01",
    "Dates!E2": "0 as dd/mm/yyyy",
    "Dates!F2": "-1 as dd/mm/yyyy",
    "Dates!A3": "2019-07-01T13:05:00",
    "Dates!B3": "2019-07-01T13:05:00.001",
    "Dates!C3": "2019-07-01",
    "Dates!D3": "1.5 as [h]:mm",
    "Dates!E3": "0.75 as h:mm",
    "Dates!A4": "9999-12-31",
    "Dates!B4": "2958466 as dd/mm/yyyy",
  },
  "dates-iso.xlsx": {
    "Dates!A1": "2019-07-01",
    "Dates!B1": "2019-07-01T13:05:00",
    "Dates!C1": "2019-07-01",
    "Dates!D1": "0.25 as h:mm",
  },
  "dates-as-text.xlsx": {
    "Dates!A1": '"Returned Date"',
    "Dates!A2": '"03/04/2019"',
    "Dates!A3": '"31/12/2019"',
    "Dates!A4": "2019-07-01",
    "Dates!A5": '"2019-07-01"',
    "Dates!A6": '"1 Jul 2019"',
  },
  "date-without-format.xlsx": { "Dates!A1": '"Returned Date"', "Dates!A2": "43647" },
  "error-cells.xlsx": {
    "Errors!A1": "#DIV/0!",
    "Errors!A2": "#N/A",
    "Errors!A3": "#NAME?",
    "Errors!A4": "#NULL!",
    "Errors!A5": "#NUM!",
    "Errors!A6": "#REF!",
    "Errors!A7": "#VALUE!",
    "Errors!A8": "#SPILL!",
  },
  "uncached-formula.xlsx": {
    "Formulas!A1": "=SUM(B1:C1) without a value",
    "Formulas!B1": "2",
    "Formulas!C1": '""',
    "Formulas!D1": '="a"&"b" without a value',
    "Formulas!E1": "=1+1 without a value",
    "Formulas!F1": '"ab"',
  },
  "strings.xlsx": {
    "Strings!A1": '"shared"',
    "Strings!B1": '"  kept  "',
    "Strings!C1": '"rich text"',
    "Strings!D1": '"東京"',
    "Strings!E1": '""',
    "Strings!F1": '"R&D 😜 😜 <b>"',
    "Strings!G1": '"a < b & c d"',
    "Strings!H1": '"one two"',
    "Strings!A2": '"inline"',
    "Strings!B2": '"inline rich"',
    "Strings!C2": '"a result & more"',
  },
  "escapes.xlsx": {
    "Escapes!A1": '"ABC\\r\\nDEF"',
    "Escapes!B1": '"_x000D_ is written so"',
    "Escapes!C1": '"😀 _x00zz_ x000D"',
    "Escapes!A2": '"ABC\\r\\nDEF"',
    "Escapes!B2": '"tab\\t"',
  },
  "numbers-as-text.xlsx": {
    "Numbers!A1": '"1,234"',
    "Numbers!B1": '"12%"',
    "Numbers!C1": '" 7 "',
    "Numbers!D1": '"-"',
    "Numbers!E1": '"n/a"',
    "Numbers!F1": '"[x]"',
    "Numbers!G1": '"£1.50"',
  },
  // 9007199254740993 is between two doubles. IEEE 754 rounds it down to the even one.
  "numbers.xlsx": {
    "Numbers!A1": "0.1",
    "Numbers!B1": "-0.1",
    "Numbers!C1": "1000",
    "Numbers!D1": "1.5e-7",
    "Numbers!E1": "0.30000000000000004",
    "Numbers!F1": "12345678901234567000",
    "Numbers!G1": "9007199254740992",
    "Numbers!H1": "0.5",
    "Numbers!I1": "5",
    "Numbers!J1": "3",
    "Numbers!K1": "8",
  },
  "percent-formats.xlsx": {
    "Percents!A1": "0.9935 as 0.00%",
    "Percents!B1": '96.6 as 0"%"',
    "Percents!C1": "0.966",
    "Percents!D1": "4077703 as #,##0",
  },
  "booleans.xlsx": { "Booleans!A1": "true", "Booleans!B1": "false" },
  "leading-zeros.xlsx": {
    "Codes!A1": '"0012"',
    "Codes!B1": '"4.10"',
    "Codes!C1": "12 as 0000",
    "Codes!D1": '"1E5"',
    "Codes!E1": '"3-4"',
  },
  "odd-spaces.xlsx": {
    "Spaces!A1": '"User\u00a0ID"',
    "Spaces!B1": '"User\u200bName "',
    "Spaces!C1": '"Forecast\\nVolume"',
    "Spaces!D1": '"\ufeffRegion"',
    "Spaces!E1": '" "',
    "Spaces!F1": '"\u00a0"',
  },
  "two-row-header.xlsx": variance([
    ["Reporting Month", "User", null, "Volume", null],
    [null, "ID", "Name", "Forecast", "Actual"],
    FIRST,
    SECOND,
  ]),
  "header-on-row-9.xlsx": variance([HEADER, FIRST, SECOND], 9),
  "furniture.xlsx": variance([
    ["CSR Forecast Variance, July 2019"],
    ["Classification: Amber"],
    [],
    HEADER,
    FIRST,
    SECOND,
    [],
    ["Notes"],
    ["1. Volumes are requests sent"],
  ]),
  "totals-right.xlsx": variance([HEADER, FIRST, SECOND, ["Total", null, null, 3000, 3000]]),
  "totals-wrong.xlsx": variance([HEADER, FIRST, SECOND, ["Total", null, null, 3000, 3001]]),
  "two-tables.xlsx": variance([HEADER, FIRST, SECOND, [], [], HEADER, FIRST, SECOND]),
  "year-tabs.xlsx": {
    ...variance([HEADER, ["2018-07", ...FIRST.slice(1)]], 1, "2018"),
    ...variance([HEADER, FIRST, SECOND], 1, "2019"),
    "Notes!A1": '"Nothing here"',
  },
  "duplicate-headers.xlsx": variance([[...HEADER, null, "Actual Volume"], [...FIRST, null, 7]]),
  "hostile-names.xlsx": {
    "__proto__!A1": '"__proto__"',
    "__proto__!B1": '"constructor"',
    "__proto__!C1": `"'; drop table extracts.csr_variance; --"`,
    "__proto__!A2": '"toString"',
    "__proto__!B2": "1",
    "__proto__!C2": '"x"',
    "R&D; --!A1": '"a"',
  },
  "hidden.xlsx": {
    "Shown!A1": "1",
    "Shown!B1": "2",
    "Shown!A2": "3",
    "Shown!A3": "4",
    "Working!A1": '"hidden"',
    "Secret!A1": '"very hidden"',
  },
  "hidden-data.xlsx": variance([
    HEADER,
    FIRST,
    SECOND,
    ["2019-07", "90-B3-D5-1F-30-03-00-00", "Hidden Power", 10, 20],
  ]),
  "hidden.xls": HIDDEN,
  "hidden.xlsb": HIDDEN,
  "hidden.ods": {
    "Shown!A1": '"a"',
    "Shown!B1": '"b"',
    "Shown!C1": '"c"',
    "Shown!D1": '"d"',
    "Shown!E1": '"e"',
    "Shown!A2": "1",
    "Shown!A3": "2",
    "Shown!A4": "2",
    "Shown!A5": "3",
  },
  "missing-references.xlsx": { "Cells!A1": "1", "Cells!C1": "3", "Cells!C3": "4", "Cells!D3": "5" },
  "sparse-rows.xlsx": { "Cells!A1": "1", "Cells!XFD1048576": "2" },
  "huge-dimension.xlsx": { "Cells!B2": "1" },
  "prefixed.xlsx": { "Cells!A1": '"a > b"', "Cells!B1": "7" },
  "strict.xlsx": { "Cells!A1": '"strict"', "Cells!B1": "2019-07-01" },
  "part-names.xlsx": { "Cells!A1": '"found"' },
  "external-links.xlsx": { "Cells!A1": "42" },
  "module-sheet.xlsx": { "Data!A1": '"Region"', "Data!B1": '"Volume"', "Data!A2": '"North"', "Data!B2": "12" },
  "row-in-parts.xlsx": {
    "Cells!A1": "1",
    "Cells!B1": '"b"',
    "Cells!A2": "2",
    "Cells!C2": "3",
    "Cells!A4": "4",
  },
  "small-references.xlsx": { "Cells!A1": "1", "Cells!AB1": "2", "Cells!AC1": "3" },
  "empty-style.xlsx": { "Cells!A1": "1", "Cells!B1": "0.5 as 0.0%" },
  "utf-16-sheet.xlsx": { "Cells!A1": '"Énergie 東"', "Cells!B1": "1" },
  "utf-16-without-mark.xlsx": { "Dépôt!A1": '"Énergie"', "Dépôt!B1": "0.5 as 0.0%" },
  "latin-2-parts.xlsx": { "Cells!A1": '"café ł"' },
  "no-mimetype.ods": { "Cells!A1": '"a"', "Cells!B1": "1" },
  "utf-16-parts.ods": { "Dépôt!A1": '"Énergie 東"', "Dépôt!B1": "1" },
  "module-sheet.xlsb": EVERYDAY,
  "row-in-parts.xlsb": EVERYDAY,
  "cells-behind-window.xls": { ...EVERYDAY, "Data!A3": "12.5", "Data!A4": "true" },
  "padded-records.xls": {
    ...EVERYDAY,
    "Working!A3": "12.5",
    "Working!B3": "true",
    // RkNumbers of integers: 6 >> 2 and 10 >> 2.
    "Working!B4": "1",
    "Working!C4": "2",
  },
  "misplaced-sheets.xls": EVERYDAY,
  "zeros-between-sheets.xls": EVERYDAY,
  "without-container.xls": EVERYDAY,
  "dos-code-page.xls": { ...EVERYDAY, "Data!A1": '"é£nth"' },
  "stray-semicolon.csv": {
    "stray-semicolon!A1": '"Statement"',
    "stray-semicolon!A2": '"delete from a, b"',
    "stray-semicolon!A3": '"select 1, 2"',
    "stray-semicolon!A4": '"delete t;"',
  },
  "stray-bars.csv": {
    "stray-bars!A1": '"Reference"',
    "stray-bars!A2": '"a | b"',
    "stray-bars!A3": '"c"',
    "stray-bars!A4": '"d"',
    "stray-bars!A5": '"e"',
    "stray-bars!A6": '"f | g"',
  },
  "protected-structure-97.xls": EVERYDAY,
  "protected-structure-2003.xls": EVERYDAY,
  "protected-structure.xlsx": PROTECTED,
  "protected-structure-2007.xlsx": PROTECTED,
  "protected-structure.xlsb": EVERYDAY,
  "chart-sheet.xlsx": { "Cells!A1": '"data"' },
  "deflated.xlsx": variance([HEADER, FIRST, SECOND]),
  "zip64.xlsx": variance([HEADER, FIRST, SECOND]),
  "sizes-behind.xlsx": variance([HEADER, FIRST, SECOND]),
  "macros.xlsm": variance([HEADER, FIRST, SECOND]),
  "everyday.xls": EVERYDAY,
  "everyday.xlsb": EVERYDAY,
  "future-records.xlsb": EVERYDAY,
  "older-writers.xls": { ...EVERYDAY, "Working!A3": "12.5", "Working!B3": "#N/A", "Working!C3": "true" },
  "endless-properties.xls": EVERYDAY,
  // The same serials in the 1904 system, four years and a day later: 43647.5 is noon of 2 July 2023.
  "dates-1904.xls": { ...EVERYDAY, "Data!F2": "2023-07-02T12:00:00" },
  "everyday.ods": {
    "Data!A1": '"Month"',
    "Data!B1": '"Volume"',
    "Data!C1": '"Rate"',
    "Data!A2": '"Jul-19"',
    "Data!B2": "1234",
    "Data!C2": "0.966 as 0.0%",
    "Data!D2": "0.9935 as 0.0%",
    "Data!E2": "2019-07-01",
    "Data!F2": "2019-07-01T13:05:00",
    "Data!G2": "2019-07-01",
    "Data!H2": "1.5 as [h]:mm:ss",
    "Data!I2": "true",
    "Data!J2": "1.5",
    "Data!A3": "3",
    "Working!A1": '"hidden"',
  },
  "texts.ods": {
    "Texts!A1": '"two spaces  more"',
    "Texts!B1": '"a\\tb\\nc"',
    "Texts!C1": '"R&D in bold\u00a0"',
    "Texts!A2": '"first\\nsecond"',
    "Texts!B2": '"0012"',
  },
  "footnote.ods": { "Texts!A1": '"ab"' },
  "errors-and-formulas.ods": {
    "Cells!A1": "#N/A",
    "Cells!B1": "#DIV/0!",
    "Cells!C1": "#NUM!",
    "Cells!D1": "=of:=[.A1] without a value",
    "Cells!E1": '""',
    "Cells!F1": "false",
    "Cells!G1": "2",
  },
  "repeats.ods": {
    "Cells!C1": "7",
    "Cells!D1": "7",
    "Cells!C2": "7",
    "Cells!D2": "7",
    "Cells!A6": '"merged"',
    "Cells!B6": "5",
  },
  "dates-1904.ods": { "Dates!A1": "2019-07-01" },
  "utf-8.csv": {
    "utf-8!A1": '"Reporting Month"',
    "utf-8!B1": '"User Name"',
    "utf-8!A2": '"2019-07"',
    "utf-8!B2": '"Énergie"',
  },
  "byte-order-mark.csv": {
    "byte-order-mark!A1": '"Reporting Month"',
    "byte-order-mark!B1": '"Code"',
    "byte-order-mark!A2": '"2019-07"',
    "byte-order-mark!B2": '"0012"',
  },
  "utf-16le.csv": {
    "utf-16le!A1": '"Reporting Month"',
    "utf-16le!B1": '"User Name"',
    "utf-16le!A2": '"2019-07"',
    "utf-16le!B2": '"Énergie"',
  },
  "utf-16be.csv": {
    "utf-16be!A1": '"Reporting Month"',
    "utf-16be!B1": '"User Name"',
    "utf-16be!A2": '"2019-07"',
    "utf-16be!B2": '"Énergie"',
  },
  "utf-16-without-mark.tsv": {
    "utf-16-without-mark!A1": '"Reporting Month"',
    "utf-16-without-mark!B1": '"Code"',
    "utf-16-without-mark!A2": '"2019-07"',
    "utf-16-without-mark!B2": '"0012"',
  },
  "windows-1252.csv": {
    "windows-1252!A1": '"User"',
    "windows-1252!B1": '"Charge"',
    "windows-1252!A2": '"Café"',
    "windows-1252!B2": '"€5"',
  },
  "semicolons.csv": {
    "semicolons!A1": '"Figures, as at 1 July"',
    "semicolons!A2": '"Reporting Month"',
    "semicolons!B2": '"Volume"',
    "semicolons!A3": '"2019-07"',
    "semicolons!B3": '"1,5"',
    "semicolons!A4": '"2019-08"',
    "semicolons!B4": '"2,5"',
  },
  "declared-delimiter.csv": {
    "declared-delimiter!A1": '"a"',
    "declared-delimiter!B1": '"b"',
    "declared-delimiter!A2": '"1"',
    "declared-delimiter!B2": '"2"',
  },
  "tabs.tsv": { "tabs!A1": '"Reporting Month"', "tabs!B1": '"Note"', "tabs!A2": '"2019-07"', "tabs!B2": '"a, b; c"' },
  "quotes.csv": {
    "quotes!A1": '"a"',
    "quotes!B1": '"b"',
    "quotes!A2": '"1,234"',
    "quotes!B2": '"two\\nlines"',
    "quotes!A4": '"say \\"no\\""',
    "quotes!A5": '"=1+1"',
    "quotes!B5": '"03/04/2019"',
  },
  "mixed-line-ends.csv": {
    "mixed-line-ends!A1": '"a"',
    "mixed-line-ends!B1": '"b"',
    "mixed-line-ends!A2": '"1"',
    "mixed-line-ends!B2": '"2"',
    "mixed-line-ends!A3": '"3"',
    "mixed-line-ends!B3": '"4"',
    "mixed-line-ends!A4": '"5"',
    "mixed-line-ends!B4": '"6"',
  },
};

// What each message must contain after 'Cannot read "…" as …: '.
const REFUSED: Record<string, RegExp> = {
  "empty.xlsx": /it is empty \(0 bytes\); ask the sender/,
  "empty.csv": /it is empty \(0 bytes\)/,
  "html.xls": /it holds a web page \(HTML\); open it in Excel and save it as \.xlsx/,
  "html.xlsx": /it holds a web page/,
  "html.csv": /it holds a web page/,
  "picture.xlsx": /it holds a picture \(PNG\)/,
  "picture.csv": /it holds a picture \(PNG\)/,
  "random.xls": /it holds bytes of no known kind/,
  "random.csv":
    /it holds bytes of no known kind, the first \([0-9a-f]{2}\) at byte \d+; if it is a table, save it again/,
  "text.xlsx": /it holds plain text; if it is a table, end its name in \.csv/,
  "workbook.csv": /it is an \.xlsx workbook; end its name in \.xlsx/,
  "workbook.xls": /it is an \.xlsx workbook; end its name in \.xlsx/,
  "workbook.ods": /it is an \.xlsx workbook; end its name in \.xlsx/,
  "document.xlsx": /it is a Word document/,
  "document.xls": /it is a Word document/,
  "archive.xlsx": /a zip file with no workbook in it/,
  "no-parts.xlsx": /a zip file with no workbook in it/,
  "~$lock.xlsx": /the lock file Excel keeps while a workbook is open; close Excel/,
  "truncated.xlsx": /cut short or still being copied; wait for the copy to finish/,
  "still-copying.xlsx": /cut short or still being copied/,
  "half-sheet.xlsx": /its sheet "Cells" is damaged: it is cut short/,
  "empty-sheet-part.xlsx": /its sheet "Cells" is damaged: it is cut short/,
  "wrong-checksum.xlsx": /its part "xl\/worksheets\/sheet1\.xml" is damaged/,
  "broken-deflate.xlsx": /its part "xl\/worksheets\/sheet1\.xml" is damaged/,
  "missing-strings.xlsx": /cell A1 refers to shared text 0, but the workbook has 0 of them/,
  "too-few-strings.xlsx": /cell A1 refers to shared text 1, but the workbook has 1 of them/,
  "unknown-text.xlsx": /its list of texts is damaged: it holds an element "item" among its texts/,
  "missing-sheet.xlsx": /its sheet "Cells" is missing/,
  "missing-style.xlsx": /cell A1 has a style the workbook does not define/,
  "misnested.xlsx": /it closes an element that is not open/,
  "half-utf-16-letter.xlsx": /its sheet "Cells" is damaged: it holds letters that are not UTF-16LE/,
  "utf-32-sheet.xlsx": /it is written in UTF-32, which is not read/,
  "unknown-encoding.xlsx": /it is written in "EBCDIC-CP-US", an encoding that is not read/,
  "row-in-parts-backwards.xlsx": /its sheet "Cells" is damaged: row 1 occurs twice/,
  "text-without-mimetype.ods": /it is an OpenDocument text; save its table as a workbook/,
  "lost-cell-behind-window.xls": /it is damaged; open it in Excel/,
  "long-record.xls": /it is damaged; open it in Excel/,
  "excel-2.xls": /it holds a worksheet of Excel 2 \(1987 to 1990\); open it in LibreOffice/,
  "excel-3.xls": /it holds a worksheet of Excel 3 \(1990 to 1992\); open it in LibreOffice/,
  "excel-4.xls": /it holds a worksheet of Excel 4 \(1992 to 1993\); open it in LibreOffice/,
  "lone-worksheet.xls": /it is one worksheet without its workbook; open it and save it as \.xlsx/,
  "extracts.zip": /it is a zip file of 2 spreadsheets \("csr\.csv", "sr\.xlsx"\); unpack it, and load what is in it/,
  "extracts.xlsx": /it is a zip file of 1 spreadsheet \("csr\.csv"\); unpack it/,
  "table.numbers": /it is a Numbers document; export it from Numbers as an Excel workbook/,
  "web-archive.xls": /it holds a web page as one file \(MHTML\); open it in Excel and save it as \.xlsx/,
  "lotus.xls": /it holds a worksheet of Lotus 1-2-3; open it in LibreOffice/,
  "quote-opened-before.csv": /a quoted value that begins in line 3 goes on to line 5/,
  "utf-32.csv": /it holds text in UTF-32, which is not read; save it as "CSV UTF-8"/,
  "utf-32-without-mark.csv": /it holds text in UTF-32/,
  "ms-dos.csv": /its letters look like those of a code page of DOS, as "CSV \(MS-DOS\)" writes it/,
  "not-utf-8.xlsx": /cell A1 holds letters that are not UTF-8/,
  "truncated.xls": /cut short/,
  "half-sheet.xls": /cut short/,
  "unlisted-sheet.xls": /it is damaged; open it in Excel/,
  "early-end.xls": /it is damaged; open it in Excel/,
  "half-list.xlsb": /its list of sheets is damaged: it is cut short/,
  "lost-sheet.xlsb": /its sheet "Working" is missing/,
  "lost-cell.xls": /it is damaged; open it in Excel/,
  "endless-text.xlsb": /sheet "Data" is damaged: cell A1 is longer than its record/,
  "row-twice.xlsb": /sheet "Data" is damaged: row 1 occurs twice/,
  "no-such-style.xls": /sheet "Data" is damaged: cell B2 has a style the workbook does not define/,
  "cell-twice.xls": /sheet "Data" is damaged: cell A2 occurs twice/,
  "half-sheet.xlsb": /sheet "Data" is damaged: it is cut short/,
  "password.xls": /protected by a password; remove the password/,
  "protected-structure.xls": /it is an \.xlsx workbook; end its name in \.xlsx/,
  "rights-managed.xlsx": /protected by rights management \(IRM\); open it in Excel, lift the restriction/,
  "excel-4-workbook.xls": /it holds a workbook of Excel 4 or earlier; open it in LibreOffice and save it as \.xlsx/,
  "e-mail.xls": /it is an e-mail \(Outlook\); save the workbook attached to it/,
  "password-97.xls": /protected by a password; remove the password/,
  "password-2003.xls": /protected by a password; remove the password/,
  "password-2010.xlsx": /protected by a password; remove the password/,
  "password-2007.xlsx": /protected by a password; remove the password/,
  "password.xlsx": /protected by a password; remove the password/,
  "password.ods": /protected by a password; remove the password/,
  "half-content.ods": /its part "content\.xml" is damaged: it is cut short/,
  "entity-bomb.ods": /declares a document type or entities/,
  "repeat-bomb.ods": /it holds more than 500 million cells/,
  "repeat-1e9.ods": /a row 999999999, but a sheet has 1,048,576/,
  "decimal-comma.ods": /cell B1 is no number: it is written like "99,9"/,
  "unknown-element.ods": /row 1 holds an element "table-cellar", where only cells are allowed/,
  "broken-attribute.ods": /it holds an element with a broken attribute/,
  "inner-table.ods": /cell A1 holds a table of its own/,
  "no-content.ods": /a zip file with no workbook in it/,
  "decimal-comma.xlsx": /sheet "Cells" is damaged: cell A1 is no number: it is written like "99,9"/,
  "not-a-number.xlsx": /cell A1 is no number: it is written like "9x999"/,
  "no-such-type.xlsx": /cell A1 has an unknown type \("x"\)/,
  "no-such-date.xlsx": /cell A1 is no date: it is written like "9999-99-99"/,
  "no-such-entity.xlsx": /cell A1 holds &nbsp;, which is not a character/,
  "unknown-element.xlsx": /it holds an element "ruw" among its rows or cells/,
  "two-values.xlsx": /cell A1 holds two values/,
  "no-rows-part.xlsx": /it has no place for rows/,
  "rows-parts-twice.xlsx": /it holds its rows twice/,
  "sheet-listed-twice.xlsx": /it lists its sheet "Other Cells" twice/,
  "sheets-of-one-name.xlsx": /it lists its sheet "CELLS" twice/,
  "cell-twice.xlsx": /cell A1 occurs twice/,
  "cell-in-other-row.xlsx": /row 1 has a cell that says it is "A2"/,
  "rows-out-of-order.xlsx": /row 1 comes after row 2/,
  "row-1e9.xlsx": /a row 1000000000, but a sheet has 1,048,576/,
  "column-xfe.xlsx": /row 1 has cells past column XFD/,
  "entity-bomb.xlsx": /declares a document type or entities/,
  "document-type.xlsx": /declares a document type or entities/,
  "deflate-bomb.xlsx": /a text of more than 16 MB in one piece/,
  "million-empty-rows.xlsx": /a row 1048577, but a sheet has 1,048,576/,
  "million-empty-cells.xlsx": /row 1 has cells past column XFD/,
  "deep.xlsx": /nested too deeply/,
  "duplicate-entry.xlsx": /its zip holds the part "xl\/worksheets\/sheet1\.xml" twice/,
  "duplicate-entry-case.xlsx": /its zip holds the part "xl\/worksheets\/Sheet1\.xml" twice/,
  "parent-path.xlsx": /a part with "\.\." in its path/,
  "backslash-path.xlsx": /a part with a backslash in its name/,
  "absolute-path.xlsx": /a part with an absolute path/,
  "drive-path.xlsx": /a part with an absolute path/,
  "open-quote.csv": /a quoted value is never closed, in or after row 2: it begins in line 2/,
  "stray-quote.csv": /a quote is inside a value that is not quoted, at line 2/,
  "quote-then-text.csv": /a quoted value is followed by something other than a delimiter, at line 2/,
  "half-utf-8.csv": /it is UTF-8 text with damaged letters: cut short/,
  "half-utf-16.csv": /it is not whole UTF-16LE text/,
  "no-encoding.csv": /in no encoding that is read/,
};

for (const [name, cells] of Object.entries(READ)) {
  Deno.test(`openWorkbook() reads ${name} cell for cell`, async () => {
    deepStrictEqual(await readCells(await openWorkbook(fixture(name))), cells);
  });
}

for (const [name, reason] of Object.entries(REFUSED)) {
  Deno.test(`openWorkbook() refuses ${name} and says why`, async () => {
    await rejects(async () => await readCells(await openWorkbook(fixture(name))), (error: unknown) => {
      ok(error instanceof UserError, String(error));
      strictEqual(error.exitCode, 4);
      ok(error.message.startsWith(`Cannot read "${name}" as a`), error.message);
      match(error.message, reason);
      return true;
    });
  });
}

Deno.test("The tests cover every workbook of test/workbooks", () => {
  const files = [...Deno.readDirSync(fixture("."))].map((entry) => entry.name).filter((name) => !name.endsWith(".ts"));
  deepStrictEqual(files.sort(), [...Object.keys(READ), ...Object.keys(REFUSED)].sort());
});

Deno.test("buildWorkbooks() always builds the same bytes", () => {
  const built = buildWorkbooks();
  for (const [name, bytes] of Object.entries(built)) {
    ok(Deno.readFileSync(fixture(name)).every((byte, i) => byte === bytes[i]), name);
    strictEqual(Deno.statSync(fixture(name)).size, bytes.length, name);
  }
});

Deno.test("openWorkbook() distinguishes hidden sheets from very hidden ones", async () => {
  const { format, sheets } = await openWorkbook(fixture("hidden.xlsx"));
  strictEqual(format, "xlsx");
  deepStrictEqual(sheets.map((sheet) => [sheet.name, sheet.visibility]), [
    ["Shown", "visible"],
    ["Working", "hidden"],
    ["Secret", "very hidden"],
  ]);
});

for (const name of ["everyday.xls", "everyday.xlsb", "everyday.ods"]) {
  Deno.test(`openWorkbook() reports the hidden sheet of ${name}`, async () => {
    const { sheets } = await openWorkbook(fixture(name));
    deepStrictEqual(sheets.map((sheet) => sheet.visibility), ["visible", "hidden"]);
  });
}

// The rows and columns of the first sheet that are invisible in a spreadsheet program.
const INVISIBLE: Record<string, { rows: number[]; columns: [first: number, last: number][] }> = {
  "hidden.xlsx": { rows: [2, 3], columns: [[1, 1]] },
  "hidden-data.xlsx": { rows: [3, 4], columns: [[2, 2], [4, 16_383]] },
  "hidden.xls": { rows: [2], columns: [[1, 1]] },
  "hidden.xlsb": { rows: [2], columns: [[1, 1]] },
  "hidden.ods": { rows: [2, 3, 4], columns: [[1, 1], [2, 3]] },
  "everyday.ods": { rows: [3], columns: [] },
  "row-in-parts.xlsx": { rows: [2], columns: [] },
  "utf-8.csv": { rows: [], columns: [] },
};

for (const [name, { rows, columns }] of Object.entries(INVISIBLE)) {
  Deno.test(`openWorkbook() reports the hidden rows and columns of ${name}`, async () => {
    const { sheets: [sheet] } = await openWorkbook(fixture(name));
    const read = (await Array.fromAsync(sheet!.rows())).flat();
    deepStrictEqual(read.filter((row) => row.hidden).map((row) => row.number), rows);
    deepStrictEqual((await sheet!.hiddenColumns()).map(({ first, last }) => [first, last]), columns);
  });
}

Deno.test("openWorkbook() reads from the top again when rows() is called again", async () => {
  const { sheets: [sheet] } = await openWorkbook(fixture("totals-right.xlsx"));
  const first = await Array.fromAsync(sheet!.rows());
  deepStrictEqual(await Array.fromAsync(sheet!.rows()), first);
});

Deno.test("openWorkbook() refuses a folder, a missing file and an unknown ending", async () => {
  await rejects(openWorkbook(fixture(".")), /it is a folder; give a file/);
  await rejects(openWorkbook(fixture("no-such.xlsx")), /there is no such file; check its path/);
  await rejects(
    openWorkbook(fixture("build.ts")),
    /its name ends in none of \.xlsx \.xlsm \.xlsb \.xls \.ods \.csv \.tsv/,
  );
});

Deno.test("openWorkbook() refuses a workbook that changes while it is read", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/changing.xlsx`;
    await Deno.copyFile(fixture("totals-right.xlsx"), path);
    const { sheets: [sheet] } = await openWorkbook(path);
    await Deno.copyFile(fixture("totals-wrong.xlsx"), path);
    await Deno.writeTextFile(path, "more", { append: true });
    await rejects(Array.fromAsync(sheet!.rows()), /it changed while it was read; wait until it is copied/);

    const table = `${folder}/growing.csv`;
    await Deno.writeTextFile(table, "a,b\n1,2\n");
    const { sheets: [half] } = await openWorkbook(table);
    await Deno.writeTextFile(table, "3,4\n", { append: true });
    await rejects(Array.fromAsync(half!.rows()), /it changed while it was read/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
