import { CompoundFile } from "./compound_file.ts";
import { decryptXls } from "./decrypt_xls.ts";

/** The workbook of an `.xls` file, proven complete. */
export interface CheckedWorkbook {
  /** The records of the workbook: its own, then those of its sheets. */
  readonly stream: Uint8Array;
  /** The position in the stream of each sheet, in the order of the workbook's list. */
  readonly starts: readonly number[];
}

/**
 * Finds the workbook in the OLE container of an `.xls` file, and verifies its completeness.
 *
 * A reader skips unknown records, so a damaged file would read as a smaller one. Therefore the records of the workbook
 * stream are checked first (MS-XLS 2.1):
 *
 * - Each record has a valid identifier and a valid length.
 * - The sheets fill the stream in sequence, and they match the list of sheets.
 * - Between two cells of a sheet there are only records that belong to cells.
 * - A FILEPASS record means a password. Excel's own password is the exception: Excel uses it when only the structure is
 *   protected.
 *
 * Some writers pad records or sheets with zeros, list wrong positions of sheets, or write cells after the window. All
 * this is different from damage, and is accepted.
 *
 * @param bytes The whole file. A workbook stream without a container is accepted too
 * @returns The workbook, or a clause that says why it cannot be read
 */
export function checkOle(bytes: Uint8Array): CheckedWorkbook | string {
  if (bytes[0] === 0x09) {
    const isAlone = bytes[6] === WORKSHEET;
    return isAlone ? "it is one worksheet without its workbook; open it and save it as .xlsx" : checkRecords(bytes);
  }
  let container: CompoundFile;
  let stream: Uint8Array | null;
  try {
    container = new CompoundFile(bytes);
    stream = container.stream("Workbook") ?? container.stream("Book");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return "its container is damaged or cut short; ask the sender for it again";
  }
  if (container.has("EncryptedPackage") && !container.has("EncryptionInfo")) {
    return "it is protected by rights management (IRM); open it in Excel, lift the restriction and save it again";
  }
  if (container.has("EncryptedPackage")) {
    return "it is protected by a password; remove the password in Excel and save it again";
  }
  if (stream === null) {
    if (container.has("WordDocument")) return "it is a Word document; save its table as a workbook";
    if (container.has("PowerPoint Document")) return "it is a PowerPoint presentation; save its table as a workbook";
    if (container.has("__properties_version1.0")) return "it is an e-mail (Outlook); save the workbook attached to it";
    return "it holds no workbook; check that the file is what its name says";
  }
  if (stream[0] === 0x09 && stream[1]! < 0x08) {
    return "it holds a workbook of Excel 4 or earlier; open it in LibreOffice and save it as .xlsx";
  }
  return checkRecords(decryptXls(stream) ?? stream);
}

const BOF = 0x0809;
const EOF = 0x000a;
const BOUNDSHEET = 0x0085;
const FILEPASS = 0x002f;
const BIFF8 = 0x0600;
/** The kind of a substream, in its BOF and in the list of sheets. */
const WORKSHEET = 0x0010;
const LISTED_WORKSHEET = 0;

/** The maximum length of a record in bytes (MS-XLS 2.1.4). */
const MAX_LENGTH = 8224;
/** The lengths of the BIFF8 records with one cell or a row (MS-XLS 2.4). An older OpenOffice wrote 9 for BoolErr. */
const LENGTHS: Readonly<Record<number, readonly number[]>> = {
  [EOF]: [0],
  0x00fd: [10], // LabelSst
  0x0201: [6], // Blank
  0x0203: [14], // Number
  0x0205: [8, 9], // BoolErr
  0x0208: [16], // Row
  0x027e: [10], // RK
};

/**
 * The records with cells. They are Formula (also with the numbers of Excel 3 and 4), MulRk, MulBlank, RString,
 * LabelSst, Blank, Number, Label, BoolErr and RK.
 */
const CELLS = new Set([
  ...[0x0006, 0x0206, 0x0406, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e],
]);
/**
 * The other records allowed between two cells of a sheet (CELLTABLE in MS-XLS 2.1.7.20.5). They are Array, Table and
 * ShrFmla (new and old forms), Continue, Uncalced, DBCell, EntExU2, String and Row. Some writers also put MergeCells
 * there.
 */
const BETWEEN_CELLS = new Set([
  0x0021,
  0x003c,
  0x005e,
  0x00bc,
  0x00d7,
  0x00e5,
  0x01c2,
  0x0207,
  0x0208,
  0x0221,
  0x0236,
  0x04bc,
]);

const CUT = "it is cut short; ask the sender for it again";
const DAMAGED = "it is damaged; open it in Excel and save it again, or ask the sender for it again";

/** Window2, which Excel writes after the cells. */
const WINDOW2 = 0x023e;
/**
 * The records after a Window2: zoom, panes, selections and column widths. Their lengths distinguish them from a cell
 * with a damaged identifier.
 */
const AFTER_WINDOW2: Readonly<Record<number, (length: number, body: DataView) => boolean>> = {
  0x00a0: (length) => length === 4, // Scl
  0x0041: (length) => length === 10, // Pane
  0x001d: (length, body) => length >= 15 && length === 9 + 6 * body.getUint16(7, true), // Selection
  0x007d: (length) => length === 11 || length === 12, // ColInfo
  0x0055: (length) => length === 2, // DefColWidth
  0x0099: (length) => length === 2, // StandardWidth
  0x0225: (length) => length === 4, // DefaultRowHeight
  0x088b: (length) => length >= 16, // PLV
  0x0862: (length) => length >= 20, // SheetExt
  0x01b8: (length) => length > 24, // HLink
};

/**
 * Checks the workbook's own substream, which lists the sheets, and all substreams after it. A string says what is
 * wrong.
 */
function checkRecords(stream: Uint8Array): CheckedWorkbook | string {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const listed: { readonly at: number; readonly isWorksheet: boolean }[] = [];
  const globals = walk(view, 0, (type, at) => {
    if (type === BOUNDSHEET && at + 10 <= view.byteLength) {
      listed.push({ at: view.getUint32(at + 4, true), isWorksheet: view.getUint8(at + 9) === LISTED_WORKSHEET });
    }
    return type === FILEPASS;
  });
  if (globals === "stopped") {
    return "it is protected by a password; remove the password in Excel and save it again";
  }
  if (typeof globals === "string") return globals;
  if (listed.length === 0) return CUT;
  const found: typeof listed = [];
  for (let at = skipZeros(stream, globals); at < view.byteLength;) {
    const isWorksheet = at + 8 <= view.byteLength && view.getUint16(at + 6, true) === WORKSHEET;
    found.push({ at, isWorksheet });
    // A reader would skip a cell with a damaged identifier. So only records of a cell table may be between the first
    // and last cell.
    let hasCells = false;
    let hasOther = false;
    let hasWindow = false;
    const end = walk(view, at, (type, at, depth) => {
      if (!isWorksheet || depth !== 1) return false;
      const isCell = CELLS.has(type);
      if (isCell && hasOther) return true;
      hasCells ||= isCell;
      if (!hasCells || isCell || BETWEEN_CELLS.has(type)) return false;
      const length = view.getUint16(at + 2, true);
      const body = () => new DataView(view.buffer, view.byteOffset + at + 4, length);
      if (type === 0 && length === 0) return false; // Zeros that fill a gap.
      if (type === WINDOW2 && !hasWindow && (length === 18 || length === 10)) hasWindow = true;
      else if (!hasWindow || !AFTER_WINDOW2[type]?.(length, body())) hasOther = true;
      return false;
    });
    if (end === "stopped") return DAMAGED;
    if (typeof end === "string") return end;
    at = skipZeros(stream, end);
  }
  return matchSheets(stream, listed, found);
}

type Places = readonly { readonly at: number; readonly isWorksheet: boolean }[];

/**
 * Matches the sheets with their list by position. If that fails, it matches them by order, provided the number and
 * kinds agree.
 */
function matchSheets(stream: Uint8Array, listed: Places, found: Places): CheckedWorkbook | string {
  const worksheets = new Set(found.filter(({ isWorksheet }) => isWorksheet).map(({ at }) => at));
  const places = new Set(found.map(({ at }) => at));
  const isRight = listed.every(({ at, isWorksheet }) => (isWorksheet ? worksheets : places).has(at)) &&
    listed.filter(({ at, isWorksheet }) => isWorksheet && worksheets.delete(at)).length ===
      listed.filter(({ isWorksheet }) => isWorksheet).length &&
    worksheets.size === 0;
  if (isRight) return { stream, starts: listed.map(({ at }) => at) };
  if (found.length < listed.length) return CUT;
  const isSame = found.length === listed.length && found.every((one, i) => one.isWorksheet === listed[i]!.isWorksheet);
  return isSame ? { stream, starts: found.map(({ at }) => at) } : DAMAGED;
}

/**
 * Returns the end of the substream at `at`, nested substreams included. A string says what is wrong, or "stopped" when
 * `visit` returned true.
 */
function walk(
  view: DataView,
  at: number,
  visit: (type: number, at: number, depth: number) => boolean,
): number | string {
  const isBiff8 = at + 6 <= view.byteLength && view.getUint16(at + 4, true) === BIFF8;
  let depth = 0;
  while (at + 4 <= view.byteLength) {
    const type = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    if (depth === 0 && type !== BOF) return DAMAGED;
    if (visit(type, at, depth)) return "stopped";
    if (!isRecord(type) || length > MAX_LENGTH || (isBiff8 && !hasValidLength(view, type, at + 4, length))) {
      return DAMAGED;
    }
    if (type === BOF) depth++;
    at += 4 + length;
    if (type === EOF && --depth === 0) return at;
  }
  return CUT;
}

/** Whether a record may have this identifier. All identifiers of MS-XLS 2.3.2 are in these ranges. */
function isRecord(type: number): boolean {
  return type <= 0x02ff || (type >= 0x0400 && type <= 0x04ff) || (type >= 0x0800 && type <= 0x08ff) ||
    (type >= 0x1000 && type <= 0x10ff);
}

/** Whether a record has its required length, or is longer only by zeros. */
function hasValidLength(view: DataView, type: number, at: number, length: number): boolean {
  const lengths = LENGTHS[type];
  if (lengths === undefined || lengths.includes(length)) return true;
  const longest = lengths.at(-1)!;
  if (length < longest || at + length > view.byteLength) return false;
  for (let i = longest; i < length; i++) if (view.getUint8(at + i) !== 0) return false;
  return true;
}

/** The position after any zeros at `at`. */
function skipZeros(stream: Uint8Array, at: number): number {
  while (at < stream.length && stream[at] === 0) at++;
  return at;
}
