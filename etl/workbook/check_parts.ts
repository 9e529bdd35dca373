import { MAX_PART, type ZipPackage } from "./zip_package.ts";
import { ZipError } from "./zip_directory.ts";

/** The most bytes all parts together may unpack to: the file is read whole into memory. */
const MAX_TOTAL = 1_000_000_000;

/**
 * Checks every part of an `.xlsb` workbook before a parser that reads it whole sees it: each unpacks within its bounds to
 * what its checksum says, no XML declares entities, and each sheet is there to its end, because a sheet that is cut opens
 * as a shorter one.
 *
 * @throws {ZipError}
 */
export async function checkParts(parts: ZipPackage): Promise<void> {
  let left = MAX_TOTAL;
  for (const entry of parts.entries) {
    const limit = Math.min(left, MAX_PART);
    if (/\.(xml|rels)$/i.test(entry.name)) await parts.xml(entry, limit);
    else if (/^xl\/worksheets\/(?!binaryindex)[^/]*\.bin$/i.test(entry.name)) {
      checkRecords(await parts.bytes(entry, limit), entry.name);
    } else await parts.bytes(entry, limit);
    left -= entry.size;
  }
}

const BRT_END_SHEET = 130;

/** Walks the records of a sheet (MS-XLSB 2.1.4): they must fill the part and end with BrtEndSheet. */
function checkRecords(bytes: Uint8Array, name: string): void {
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
  if (at !== bytes.length || last !== BRT_END_SHEET) {
    throw new ZipError(`its part "${name}" is cut short; ask the sender for it again`);
  }
}
