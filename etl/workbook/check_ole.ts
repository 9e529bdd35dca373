import { CompoundFile } from "./compound_file.ts";

/**
 * Finds the workbook in the OLE container of an `.xls` file, and proves that all of it is there.
 *
 * A reader passes over records it does not know, so that a damaged file would read as a smaller one. The records of the
 * workbook stream are walked first (MS-XLS 2.1): each has an identifier and a length that records have; the sheets fill the
 * stream one behind the other, and are those its list names; nothing but what belongs to cells stands between two of them; a
 * FILEPASS record is a password.
 *
 * @param bytes The whole file
 * @returns The workbook stream, or a clause that says why it cannot be read
 */
export function checkOle(bytes: Uint8Array): Uint8Array | string {
  let container: CompoundFile;
  let stream: Uint8Array | null;
  try {
    container = new CompoundFile(bytes);
    stream = container.stream("Workbook") ?? container.stream("Book");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return "its container is damaged or cut short; ask the sender for it again";
  }
  if (container.has("EncryptedPackage")) {
    return "it is protected by a password; remove the password in Excel and save it again";
  }
  if (stream === null) {
    if (container.has("WordDocument")) return "it is a Word document; save its table as a workbook";
    if (container.has("PowerPoint Document")) return "it is a PowerPoint presentation; save its table as a workbook";
    return "it holds no workbook; check that the file is what its name says";
  }
  return checkRecords(stream) ?? stream;
}

const BOF = 0x0809;
const EOF = 0x000a;
const BOUNDSHEET = 0x0085;
const FILEPASS = 0x002f;
const BIFF8 = 0x0600;
/** What a substream is, as its BOF says, and as the list of sheets says. */
const WORKSHEET = 0x0010;
const LISTED_WORKSHEET = 0;

/** The most bytes of a record (MS-XLS 2.1.4). */
const LONGEST = 8224;
/** The lengths of the records of BIFF8 that hold one cell or a row (MS-XLS 2.4); an older OpenOffice wrote 9 for BoolErr. */
const LENGTHS: Readonly<Record<number, readonly number[]>> = {
  [EOF]: [0],
  0x00fd: [10], // LabelSst
  0x0201: [6], // Blank
  0x0203: [14], // Number
  0x0205: [8, 9], // BoolErr
  0x0208: [16], // Row
  0x027e: [10], // RK
};

/** Formula, as Excel 3 and 4 number it too, MulRk, MulBlank, RString, LabelSst, Blank, Number, Label, BoolErr and RK. */
const CELLS = new Set([
  ...[0x0006, 0x0206, 0x0406, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e],
]);
/**
 * What else may stand between two cells of a sheet (CELLTABLE in MS-XLS 2.1.7.20.5): Array, Table and ShrFmla in their newer and
 * older forms, Continue, Uncalced, DBCell, EntExU2, String, Row; and MergeCells, which some writers do not leave to the end.
 */
const AMONG_CELLS = new Set([
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

/** Walks the workbook's own substream, which lists the sheets, and all those behind it; says what is wrong with them. */
function checkRecords(stream: Uint8Array): string | null {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const listed = new Map<number, number>();
  const globals = walk(view, 0, (type, at) => {
    if (type === BOUNDSHEET && at + 10 <= view.byteLength) {
      listed.set(view.getUint32(at + 4, true), view.getUint8(at + 9));
    }
    return type === FILEPASS;
  });
  if (globals === "stopped") {
    return "it is protected by a password; remove the password in Excel and save it again";
  }
  if (typeof globals === "string") return globals;
  if (listed.size === 0) return CUT;
  let at = globals;
  while (at < view.byteLength && !isPadding(stream, at)) {
    const isWorksheet = at + 8 <= view.byteLength && view.getUint16(at + 6, true) === WORKSHEET;
    if (isWorksheet && listed.get(at) !== LISTED_WORKSHEET) return DAMAGED;
    listed.delete(at);
    // A cell whose identifier is damaged would be passed over: behind the first, only a cell table's records may stand before the last.
    let hasCells = false;
    let hasOther = false;
    const end = walk(view, at, (type, _, depth) => {
      if (!isWorksheet || depth !== 1) return false;
      const isCell = CELLS.has(type);
      if (isCell && hasOther) return true;
      hasCells ||= isCell;
      hasOther ||= hasCells && !isCell && !AMONG_CELLS.has(type);
      return false;
    });
    if (end === "stopped") return DAMAGED;
    if (typeof end === "string") return end;
    at = end;
  }
  return listed.size === 0 ? null : CUT;
}

/** Where a substream that begins at `at` ends, with all that is nested in it; or why it does not; or `see` has stopped. */
function walk(
  view: DataView,
  at: number,
  see: (type: number, at: number, depth: number) => boolean,
): number | string {
  const isBiff8 = at + 6 <= view.byteLength && view.getUint16(at + 4, true) === BIFF8;
  let depth = 0;
  while (at + 4 <= view.byteLength) {
    const type = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    if (depth === 0 && type !== BOF) return DAMAGED;
    if (see(type, at, depth)) return "stopped";
    if (!isRecord(type) || length > LONGEST || (isBiff8 && LENGTHS[type]?.includes(length) === false)) return DAMAGED;
    if (type === BOF) depth++;
    at += 4 + length;
    if (type === EOF && --depth === 0) return at;
  }
  return CUT;
}

/** Whether a record may have this identifier: those of MS-XLS 2.3.2 lie in these ranges. */
function isRecord(type: number): boolean {
  return type <= 0x02ff || (type >= 0x0400 && type <= 0x04ff) || (type >= 0x0800 && type <= 0x08ff) ||
    (type >= 0x1000 && type <= 0x10ff);
}

function isPadding(stream: Uint8Array, at: number): boolean {
  for (let i = at; i < stream.length; i++) if (stream[i] !== 0) return false;
  return true;
}
