import { MAX_PART, type ZipPackage } from "./zip_package.ts";
import { ZipError } from "./zip_directory.ts";

/** The most bytes all parts together may unpack to where the whole file is read into memory. */
const MAX_TOTAL = 1_000_000_000;

/**
 * Checks every part of a zipped workbook before a parser that reads it whole sees it: each unpacks within its bounds to
 * what its checksum says, no XML declares entities, and each sheet is there to its end, because a sheet that is cut
 * opens as an empty one.
 *
 * @throws {ZipError}
 */
export async function checkParts(parts: ZipPackage): Promise<void> {
  let left = MAX_TOTAL;
  let usesStrings = false;
  for (const entry of parts.entries) {
    const limit = Math.min(left, MAX_PART);
    if (/\.(xml|rels)$/i.test(entry.name)) {
      const text = await parts.xml(entry, limit);
      const sheet = /^xl\/worksheets\/[^/]*\.xml$/i.test(entry.name);
      if (sheet && !/<\/(?:\w+:)?worksheet\s*>\s*$/.test(text)) checkEmptyRoot(text, entry.name);
      if (entry.name === "content.xml" && !/<\/(?:\w+:)?document-content\s*>\s*$/.test(text)) throw cut(entry.name);
      usesStrings ||= sheet && /<(?:\w+:)?c\s[^>]*\bt="s"/.test(text);
    } else if (/^xl\/worksheets\/(?!binaryindex)[^/]*\.bin$/i.test(entry.name)) {
      checkSheetRecords(await parts.bytes(entry, limit), entry.name);
    } else {
      await parts.bytes(entry, limit);
    }
    left -= entry.size;
  }
  const hasStrings = parts.entries.some((entry) => /(^|\/)sharedstrings[^/]*\.xml$/i.test(entry.name));
  if (usesStrings && !hasStrings) {
    throw new ZipError("its texts (the shared strings part) are missing; open it in Excel and save it again");
  }
}

const BRT_END_SHEET = 130;

/** Walks the records of a binary sheet (MS-XLSB 2.1.4): they must fill the part and end with BrtEndSheet. */
function checkSheetRecords(bytes: Uint8Array, name: string): void {
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
  }
  if (at !== bytes.length || last !== BRT_END_SHEET) throw cut(name);
}

function checkEmptyRoot(text: string, name: string): void {
  if (!/<(?:\w+:)?worksheet\b[^>]*\/>\s*$/.test(text)) throw cut(name);
}

function cut(name: string): ZipError {
  return new ZipError(`its part "${name}" is cut short; ask the sender for it again`);
}
