import { MAX_PART, type ZipPackage } from "./zip_package.ts";
import { ZipError } from "./zip_directory.ts";

/** The most bytes all parts together may unpack to: the file is read whole into memory. */
const MAX_TOTAL = 1_000_000_000;

/**
 * Checks every part of an `.xlsb` workbook before a parser that reads it whole sees it: each unpacks within its bounds to
 * what its checksum says, no XML declares entities, and each sheet is there to its end, because a sheet that is cut opens
 * as a shorter one.
 *
 * @returns How many records of filled cells its sheets hold
 * @throws {ZipError}
 */
export async function checkParts(parts: ZipPackage): Promise<number> {
  let left = MAX_TOTAL;
  let cells = 0;
  for (const entry of parts.entries) {
    const limit = Math.min(left, MAX_PART);
    if (/\.(xml|rels)$/i.test(entry.name)) await parts.xml(entry, limit);
    else if (/^xl\/worksheets\/(?!binaryindex)[^/]*\.bin$/i.test(entry.name)) {
      cells += checkRecords(await parts.bytes(entry, limit), entry.name, BRT_END_SHEET);
    } else if (/^xl\/workbook\.bin$/i.test(entry.name)) {
      checkRecords(await parts.bytes(entry, limit), entry.name, BRT_END_BOOK);
    } else await parts.bytes(entry, limit);
    left -= entry.size;
  }
  return cells;
}

const BRT_END_SHEET = 130;
const BRT_END_BOOK = 132;

/** From BrtCellRk to BrtFmlaError, and BrtCellRString (MS-XLSB 2.3.1): each a cell with a value. */
const isCell = (type: number) => (type >= 2 && type <= 11) || type === 62;

/** Walks the records of a part (MS-XLSB 2.1.4): they must fill it, and `end` be the last. Counts filled cells. */
function checkRecords(bytes: Uint8Array, name: string, end: number): number {
  let cells = 0;
  let at = 0;
  let last = -1;
  while (at < bytes.length) {
    let type = bytes[at++]!;
    if (type & 0x80) type = (type & 0x7f) | ((bytes[at++] ?? 0) & 0x7f) << 7;
    let length = 0;
    for (let i = 0; i < 4; i++) {
      const byte = bytes[at++] ?? 0;
      length |= (byte & 0x7f) << (7 * i);
      if (!(byte & 0x80)) break;
    }
    at += length;
    last = type;
    if (isCell(type)) cells++;
  }
  if (at !== bytes.length || last !== end) {
    throw new ZipError(`its part "${name}" is cut short; ask the sender for it again`);
  }
  return cells;
}
