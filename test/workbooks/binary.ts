import { CFB, utils, write } from "@e965/xlsx";
import type { WorkBook } from "@e965/xlsx";
import { unzipSync } from "fflate";
import { encryptAgile, encryptStandard } from "./encrypt.ts";
import { encryptXls } from "./encrypt_xls.ts";
import { writeZip } from "./write_zip.ts";
import { table, xlsxParts } from "./xlsx_parts.ts";

/**
 * Builds the fixtures in binary formats. SheetJS writes them, and some are then damaged so that they must be refused.
 * The function is long because it is a list of fixtures.
 */
export function binary(): Record<string, Uint8Array> {
  const xls = new Uint8Array(write(everyday(), { bookType: "biff8", type: "array" }));
  const xlsb = unzipSync(new Uint8Array(write(everyday(), { bookType: "xlsb", type: "array" })));
  const sheet = "xl/worksheets/sheet1.bin";
  return {
    "everyday.xls": xls,
    "everyday.xlsb": zip(xlsb),
    "dates-1904.xls": new Uint8Array(
      write({ ...everyday(), Workbook: { WBProps: { date1904: true } } }, { bookType: "biff8", type: "array" }),
    ),
    "hidden.xls": inWorkbookStream(
      new Uint8Array(write(hidden(), { bookType: "biff8", type: "array" })),
      // SheetJS writes no row properties. So this adds a Row record (MS-XLS 2.4.221) of row 2 with fDyZero before the
      // sheet's EOF.
      (stream) =>
        Uint8Array.from([
          ...stream.slice(0, stream.length - 4),
          ...[0x08, 0x02, 16, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0x20, 1, 15, 0],
          ...stream.slice(stream.length - 4),
        ]),
    ),
    "hidden.xlsb": zip(unzipSync(new Uint8Array(write(hidden(), { bookType: "xlsb", type: "array" })))),
    // Like writers older than Excel 2003: merged cells between the cells, and in A3 of the last sheet a formula with
    // Excel 4's number. B3 and C3 are an error and a boolean with a two-byte value.
    "older-writers.xls": inWorkbookStream(xls, (stream) => {
      const last = findRecords(stream, 0x204).at(-1)!;
      return Uint8Array.from([
        ...stream.slice(0, last),
        ...[0x06, 4, 22, 0, 2, 0, 0, 0, 0, 0, ...float64(12.5), 0, 0, 0, 0, 0, 0, 0, 0],
        ...[0xe5, 0, 10, 0, 1, 0, 4, 0, 4, 0, 0, 0, 1, 0],
        ...[0x05, 2, 9, 0, 2, 0, 1, 0, 0, 0, 0x2a, 0, 1],
        ...[0x05, 2, 9, 0, 2, 0, 2, 0, 0, 0, 1, 0, 0],
        ...stream.slice(last),
      ]);
    }),
    // After the rows, a record of a later version has the number of a blank cell.
    "future-records.xlsb": zip({
      ...xlsb,
      [sheet]: Uint8Array.from([
        ...xlsb[sheet]!.slice(0, -3),
        ...[35, 4, 2, 14, 1, 0, 1, 9, 0, 0, 0, 0, 8, 0, 0, 0, 0, 36, 0],
        ...xlsb[sheet]!.slice(-3),
      ]),
    }),
    // Rows 3 and 4 of the first sheet come after the window, its zoom and a selection. The drawing before it is left
    // out.
    "cells-behind-window.xls": inWorkbookStream(
      xls,
      (stream) => {
        const drawing = findRecords(stream, 0xec)[0]!;
        const window = findRecords(stream, 0x23e)[0]!;
        return Uint8Array.from([
          ...stream.slice(0, drawing),
          ...stream.slice(window, window + 22),
          ...[0xa0, 0, 4, 0, 1, 0, 1, 0],
          ...[0x1d, 0, 15, 0, 3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
          ...[0x03, 2, 14, 0, 2, 0, 0, 0, 0, 0, ...float64(12.5)],
          ...[0x08, 2, 16, 0, 3, 0, 0, 0, 1, 0, 0xff, 0, 0, 0, 0, 0, 0, 1, 15, 0],
          ...[0x05, 2, 8, 0, 3, 0, 0, 0, 0, 0, 1, 0],
          ...stream.slice(window + 22),
        ]);
      },
      "shift",
    ),
    // The same, but an unknown record comes after the window. It could have been a cell.
    "lost-cell-behind-window.xls": inWorkbookStream(
      xls,
      (stream) => {
        const drawing = findRecords(stream, 0xec)[0]!;
        const window = findRecords(stream, 0x23e)[0]!;
        return Uint8Array.from([
          ...stream.slice(0, drawing),
          ...stream.slice(window, window + 22),
          ...[0x13, 2, 14, 0, 2, 0, 0, 0, 0, 0, ...float64(12.5)],
          ...[0x05, 2, 8, 0, 3, 0, 0, 0, 0, 0, 1, 0],
          ...stream.slice(window + 22),
        ]);
      },
      "shift",
    ),
    // A number, a boolean, two numbers in one record and an EOF, each followed by zeros. Four zeros are between two
    // cells.
    "padded-records.xls": inWorkbookStream(xls, (stream) => {
      const last = findRecords(stream, 0x204).at(-1)!;
      return Uint8Array.from([
        ...stream.slice(0, last),
        ...[0x03, 2, 18, 0, 2, 0, 0, 0, 0, 0, ...float64(12.5), 0, 0, 0, 0],
        ...[0, 0, 0, 0],
        ...[0x05, 2, 10, 0, 2, 0, 1, 0, 0, 0, 1, 0, 0, 0],
        ...[0xbd, 0, 21, 0, 3, 0, 1, 0, 0, 0, 0x06, 0, 0, 0, 0, 0, 0x0a, 0, 0, 0, 2, 0, 0, 0, 0],
        ...stream.slice(last, -4),
        ...[0x0a, 0, 3, 0, 0, 0, 0],
      ]);
    }),
    // A byte other than zero after a number is not padding.
    "long-record.xls": inWorkbookStream(xls, (stream) => {
      const last = findRecords(stream, 0x204).at(-1)!;
      return Uint8Array.from([
        ...stream.slice(0, last),
        ...[0x03, 2, 18, 0, 2, 0, 0, 0, 0, 0, ...float64(12.5), 0, 0, 0, 7],
        ...stream.slice(last),
      ]);
    }),
    // The list of sheets says that the first sheet begins at 0, and the second one byte too late.
    "misplaced-sheets.xls": inWorkbookStream(xls, (stream) => {
      const [first, second] = findRecords(stream, 0x85);
      return stream.map((byte, at) => at >= first! + 4 && at < first! + 8 ? 0 : at === second! + 4 ? byte + 1 : byte);
    }),
    "zeros-between-sheets.xls": inWorkbookStream(xls, (stream) => {
      const second = findRecords(stream, 0x809)[2]!;
      return Uint8Array.from([...stream.slice(0, second), ...new Array(36).fill(0), ...stream.slice(second)]);
    }, "shift"),
    "without-container.xls": workbookStream(xls),
    // Like a DOS program: in code page 850, é is 0x82 and £ is 0x9c.
    "dos-code-page.xls": inWorkbookStream(
      new Uint8Array(write(everyday(), { bookType: "biff5", type: "array" })),
      (stream) => {
        const page = findRecords(stream, 0x42)[0]!;
        const text = findRecords(stream, 0x204)[0]! + 4 + 8;
        return stream.map((byte, at) =>
          at === page + 4 ? 850 & 0xff : at === page + 5 ? 850 >> 8 : at === text ? 0x82 : at === text + 1 ? 0x9c : byte
        );
      },
    ),
    "excel-2.xls": new Uint8Array(write(everyday(), { bookType: "biff2", type: "array" })),
    "excel-3.xls": Uint8Array.from([0x09, 2, 6, 0, 0, 0, 0x10, 0, 0, 0, 0x0a, 0, 0, 0]),
    "excel-4.xls": Uint8Array.from([0x09, 4, 6, 0, 0, 0, 0x10, 0, 0, 0, 0x0a, 0, 0, 0]),
    // A worksheet of Excel 5 without a workbook.
    "lone-worksheet.xls": Uint8Array.from([0x09, 8, 8, 0, 0, 5, 0x10, 0, 0, 0, 0, 0, 0x0a, 0, 0, 0]),
    // The header of row 2 is repeated after each of its first two cells.
    "row-in-parts.xlsb": zip({ ...xlsb, [sheet]: withRowInParts(xlsb[sheet]!) }),
    // A module of Excel 5 is in the list but has no part: BrtBundleSh (MS-XLSB 2.4.304) without a relationship.
    "module-sheet.xlsb": zip({
      ...xlsb,
      "xl/workbook.bin": replaced(
        xlsb["xl/workbook.bin"]!,
        [0x90, 0x01, 0x00],
        [
          0x9c,
          0x01,
          0x18,
          2,
          0,
          0,
          0,
          9,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          4,
          0,
          0,
          0,
          0x43,
          0,
          0x6f,
          0,
          0x64,
          0,
          0x65,
          0,
          0x90,
          1,
          0,
        ],
        "insert",
      ),
    }),
    "truncated.xls": xls.slice(0, xls.length - 1024),
    "half-sheet.xls": inWorkbookStream(xls, (stream) => stream.slice(0, stream.length - 200)),
    // FILEPASS directly after the first BOF (MS-XLS 2.4.117). The bytes after it would be encrypted.
    "password.xls": inWorkbookStream(xls, (stream) => {
      const begin = 4 + (stream[2]! | stream[3]! << 8);
      return Uint8Array.from([...stream.slice(0, begin), 0x2f, 0, 6, 0, 0, 0, 1, 2, 3, 4, ...stream.slice(begin)]);
    }),
    // The list names one sheet fewer than the stream holds. Its BoundSheet8 became a record that readers skip.
    "unlisted-sheet.xls": inWorkbookStream(xls, (stream) => {
      const last = findRecords(stream, 0x85).at(-1)!;
      return stream.map((byte, at) => at === last ? 0x8d : byte);
    }),
    // An EOF comes before the cells of the last sheet.
    "early-end.xls": inWorkbookStream(xls, (stream) => {
      const last = findRecords(stream, 0x204).at(-1)!;
      return Uint8Array.from([...stream.slice(0, last), 0x0a, 0, 0, 0, ...stream.slice(last)]);
    }),
    // The summary declares four billion properties.
    "endless-properties.xls": withStream(xls, "\u0005SummaryInformation", [
      ...[0xfe, 0xff, 0, 0, 0, 0, 0, 0, ...new Array(16).fill(0), 1, 0, 0, 0],
      ...[0xe0, 0x85, 0x9f, 0xf2, 0xf9, 0x4f, 0x68, 0x10, 0xab, 0x91, 0x08, 0, 0x2b, 0x27, 0xb3, 0xd9, 48, 0, 0, 0],
      ...[8, 0, 0, 0, 0xff, 0xff, 0xff, 0xff],
    ]),
    "half-sheet.xlsb": zip({ ...xlsb, [sheet]: xlsb[sheet]!.slice(0, -20) }),
    "half-list.xlsb": zip({ ...xlsb, "xl/workbook.bin": xlsb["xl/workbook.bin"]!.slice(0, -40) }),
    // The sheet's relationship has no target.
    "lost-sheet.xlsb": zip({
      ...xlsb,
      "xl/_rels/workbook.bin.rels": new TextEncoder().encode(
        new TextDecoder().decode(xlsb["xl/_rels/workbook.bin.rels"]).replace(
          "worksheets/sheet2.bin",
          "worksheets/sheet9.bin",
        ),
      ),
    }),
    // B2 became a second A2.
    "cell-twice.xls": inWorkbookStream(xls, (stream) => {
      const number = findRecords(stream, 0x203)[0]!;
      return stream.map((byte, at) => at === number + 6 ? 0 : byte);
    }),
    // B2, a number, became an unknown record.
    "lost-cell.xls": inWorkbookStream(xls, (stream) => {
      const number = findRecords(stream, 0x203)[0]!;
      return stream.map((byte, at) => at === number ? 0x13 : byte);
    }),
    // B2 declares style 255.
    "no-such-style.xls": inWorkbookStream(xls, (stream) => {
      const number = findRecords(stream, 0x203)[0]!;
      return stream.map((byte, at) => at === number + 8 ? 0xff : byte);
    }),
    // "Month" in A1, an XLWideString (MS-XLSB 2.5.168), declares a length of two billion letters.
    "endless-text.xlsb": zip({
      ...xlsb,
      [sheet]: replaced(xlsb[sheet]!, [5, 0, 0, 0, 0x4d, 0], [255, 255, 255, 127, 0x4d, 0]),
    }),
    // Row 2 declares row number 1.
    "row-twice.xlsb": zip({
      ...xlsb,
      [sheet]: replaced(xlsb[sheet]!, [1, 0, 0, 0, 0, 0, 0, 0, 64, 1], [0, 0, 0, 0, 0, 0, 0, 0, 64, 1]),
    }),
    // Somebody protected the workbook's structure without a password to open. Excel encrypts such a file with its own
    // password.
    "protected-structure.xlsx": ole({ ...encryptAgile(protectedParts(), DEFAULT_PASSWORD) }),
    "protected-structure-2007.xlsx": ole({ ...encryptStandard(protectedParts(), DEFAULT_PASSWORD) }),
    "protected-structure.xlsb": ole({ ...encryptAgile(zip(xlsb), DEFAULT_PASSWORD) }),
    // The same, but the content is an .xlsx workbook.
    "protected-structure.xls": ole({ ...encryptAgile(protectedParts(), DEFAULT_PASSWORD) }),
    "protected-structure-97.xls": inWorkbookStream(
      xls,
      (stream) => encryptXls(placed(stream, 4 + 54), DEFAULT_PASSWORD, "office"),
    ),
    "protected-structure-2003.xls": inWorkbookStream(
      xls,
      (stream) => encryptXls(placed(stream, 4 + 124), DEFAULT_PASSWORD, "crypto"),
    ),
    "password-97.xls": inWorkbookStream(xls, (stream) => encryptXls(placed(stream, 4 + 54), "another", "office")),
    "password-2003.xls": inWorkbookStream(xls, (stream) => encryptXls(placed(stream, 4 + 124), "another", "crypto")),
    "password-2010.xlsx": ole({ ...encryptAgile(protectedParts(), "another") }),
    "password-2007.xlsx": ole({ ...encryptStandard(protectedParts(), "another") }),
    "password.xlsx": ole({
      EncryptionInfo: [4, 0, 4, 0],
      EncryptedPackage: [8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8],
    }),
    "rights-managed.xlsx": ole({ EncryptedPackage: [8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8] }),
    "excel-4-workbook.xls": ole({ Book: [0x09, 4, 6, 0, 0, 0, 0, 1, 0, 0, 0x0a, 0, 0, 0] }),
    "e-mail.xls": ole({ "__properties_version1.0": [0, 0, 0, 0] }),
    "document.xls": ole({ WordDocument: [0xec, 0xa5, 0xc1, 0] }),
  };
}

/** From MS-XLS 2.2.10. */
const DEFAULT_PASSWORD = "VelvetSweatshop";

/** Larger than one segment of 4,096 bytes. */
function protectedParts(): Uint8Array {
  const rows = Array.from({ length: 60 }, (_, i) => [`User ${i + 1}`, i + 1]);
  return writeZip(xlsxParts({ sheets: { Data: table([["Name", "Volume"], ...rows]) } }));
}

function everyday(): WorkBook {
  const sheet = utils.aoa_to_sheet([
    ["Month", "Volume", "Rate", "Met", "Code", "Sent", "Error"],
    ["Jul-19", 1234, { t: "n", v: 0.9935, z: "0.00%" }, true, "0012", { t: "n", v: 43647.5, z: "dd/mm/yyyy hh:mm" }, {
      t: "e",
      v: 42,
    }],
  ]);
  return {
    SheetNames: ["Data", "Working"],
    Sheets: { Data: sheet, Working: utils.aoa_to_sheet([["hidden"]]) },
    Workbook: { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] },
  };
}

/** Row 2 and column B are hidden. */
function hidden(): WorkBook {
  const sheet = utils.aoa_to_sheet([["a", "b"], [1, 2], [3, 4]]);
  return {
    SheetNames: ["Shown"],
    Sheets: { Shown: { ...sheet, "!cols": [{}, { hidden: true }], "!rows": [{}, { hidden: true }] } },
  };
}

/** Replaces the first occurrence of some bytes. */
function replaced(
  bytes: Uint8Array,
  some: readonly number[],
  by: readonly number[],
  how: "over" | "insert" = "over",
): Uint8Array {
  const at = bytes.findIndex((_, at) => some.every((byte, i) => bytes[at + i] === byte));
  if (how === "insert") return Uint8Array.from([...bytes.slice(0, at), ...by, ...bytes.slice(at + some.length)]);
  const changed = bytes.slice();
  changed.set(by, at);
  return changed;
}

/** Repeats the header of the part's second row (MS-XLSB 2.4.740) after each of the first two cells of that row. */
function withRowInParts(part: Uint8Array): Uint8Array {
  const records: Uint8Array[] = [];
  for (let at = 0; at < part.length;) {
    let next = at + (part[at]! & 0x80 ? 2 : 1);
    let length = 0;
    for (let i = 0, byte = 0x80; byte & 0x80; i++) length |= ((byte = part[next++]!) & 0x7f) << 7 * i;
    records.push(part.subarray(at, next + length));
    at = next + length;
  }
  const header = records.findLastIndex(([type]) => type === 0);
  return Uint8Array.from(
    records.flatMap((record, i) =>
      i === header + 1 || i === header + 2 ? [...record, ...records[header]!] : [...record]
    ),
  );
}

function zip(parts: Record<string, Uint8Array>): Uint8Array {
  return writeZip(Object.entries(parts).map(([name, content]) => ({ name, content })));
}

function ole(streams: Record<string, number[]>): Uint8Array {
  const container = CFB.utils.cfb_new();
  for (const [name, bytes] of Object.entries(streams)) CFB.utils.cfb_add(container, `/${name}`, bytes);
  return new Uint8Array(CFB.write(container, { type: "array" }));
}

/** Moves the listed positions of the sheets by this number of bytes. */
function placed(stream: Uint8Array, by: number): Uint8Array {
  const view = new DataView(stream.slice().buffer);
  for (const at of findRecords(stream, 0x85)) view.setUint32(at + 4, view.getUint32(at + 4, true) + by, true);
  return new Uint8Array(view.buffer);
}

/** Writes the true position of each sheet into the list (MS-XLS 2.4.28). */
function shiftPlaces(stream: Uint8Array): void {
  const begins = findRecords(stream, 0x809).slice(1);
  for (const [i, at] of findRecords(stream, 0x85).entries()) {
    new DataView(stream.buffer, stream.byteOffset).setUint32(at + 4, begins[i]!, true);
  }
}

function float64(value: number): Uint8Array {
  return new Uint8Array(Float64Array.of(value).buffer);
}

/** The positions of the records with this type. */
function findRecords(stream: Uint8Array, type: number): number[] {
  const found: number[] = [];
  for (let at = 0; at + 4 <= stream.length; at += 4 + (stream[at + 2]! | stream[at + 3]! << 8)) {
    if ((stream[at]! | stream[at + 1]! << 8) === type) found.push(at);
  }
  return found;
}

function withStream(file: Uint8Array, name: string, bytes: number[]): Uint8Array {
  const container = CFB.read(file, { type: "buffer" });
  CFB.utils.cfb_add(container, `/${name}`, bytes);
  return new Uint8Array(CFB.write(container, { type: "array" }));
}

function workbookStream(file: Uint8Array): Uint8Array {
  return Uint8Array.from(CFB.find(CFB.read(file, { type: "buffer" }), "/Workbook").content);
}

/** @param places Whether to correct the positions in the list of sheets after the stream has grown */
function inWorkbookStream(
  file: Uint8Array,
  change: (stream: Uint8Array) => Uint8Array,
  places: "keep" | "shift" = "keep",
): Uint8Array {
  const container = CFB.read(file, { type: "buffer" });
  const entry = CFB.find(container, "/Workbook") ?? CFB.find(container, "/Book");
  entry.content = change(Uint8Array.from(entry.content));
  if (places === "shift") shiftPlaces(entry.content as Uint8Array);
  entry.size = entry.content.length;
  return new Uint8Array(CFB.write(container, { type: "array" }));
}
