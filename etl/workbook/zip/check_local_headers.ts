import { Buffer } from "node:buffer";
import type { ByteSource } from "../byte_source.ts";
import { type ZipEntry, ZipError } from "./zip_entry.ts";

/** An entry of the central directory, with the name that its local header must repeat. */
export interface ListedEntry extends ZipEntry {
  readonly nameBytes: Uint8Array;
}

const LOCAL = 0x04034b50;
const HEADER_SIZE = 30;
/** A flag. The directory has already refused entries with it. */
const ENCRYPTED = 1;
/** A writer that did not know a value yet leaves 0. A zip64 writer leaves all ones. */
const UNKNOWN = [0, 0xffffffff];

/**
 * Refuses a zip file that two readers could read differently. One reader may go through the file from the front; this
 * project uses the directory at the end. A copy of a sheet could hide in the difference.
 *
 * - An entry's local header (APPNOTE 4.3.7) must repeat its name, method, checksum and sizes, unless they were not
 *   known yet.
 * - Entries must not overlap.
 * - No unlisted local header may be before, between or after the entries.
 *
 * @param entries The whole directory, folders included
 * @param end Where the directory begins
 * @throws {ZipError}
 */
export async function checkLocalHeaders(file: ByteSource, entries: readonly ListedEntry[], end: number): Promise<void> {
  const sorted = entries.toSorted((one, other) => one.offset - other.offset);
  await checkGap(file, 0, sorted[0]?.offset ?? end);
  for (const [i, entry] of sorted.entries()) {
    const header = Buffer.alloc(HEADER_SIZE + entry.nameBytes.length);
    await file.read(header, 0, header.length, entry.offset);
    if (header.readUInt32LE(0) !== LOCAL) throw new ZipError(differs(entry));
    const repeats = (at: number, value: number) => [value, ...UNKNOWN].includes(header.readUInt32LE(at));
    const isAlike = header.subarray(HEADER_SIZE).equals(entry.nameBytes) &&
      header.readUInt16LE(26) === entry.nameBytes.length &&
      header.readUInt16LE(8) === entry.method &&
      (header.readUInt16LE(6) & ENCRYPTED) === 0 &&
      repeats(14, entry.crc32) && repeats(18, entry.compressedSize) && repeats(22, entry.size);
    if (!isAlike) throw new ZipError(differs(entry));
    const next = sorted[i + 1]?.offset ?? end;
    const behind = entry.offset + header.length + header.readUInt16LE(28) + entry.compressedSize;
    if (behind > next) {
      throw new ZipError(`its zip parts overlap at "${entry.name}", as in a zip bomb; ask the sender for it again`);
    }
    await checkGap(file, behind, next);
  }
}

/** Checks a gap between entries. It may hold a data descriptor (APPNOTE 4.3.9) or other bytes, but no entry. */
async function checkGap(file: ByteSource, from: number, to: number): Promise<void> {
  const gap = Buffer.alloc(Math.min(to - from, 28));
  if (gap.length < 4) return;
  await file.read(gap, 0, gap.length, from);
  // A descriptor is 12 to 24 bytes long: with or without a signature, and with sizes of 4 or 8 bytes.
  for (const at of [0, 12, 16, 20, 24]) {
    if (at + 4 <= gap.length && gap.readUInt32LE(at) === LOCAL) {
      throw new ZipError(`its zip holds a part that its directory does not list, ${REBUILD}`);
    }
  }
}

const REBUILD = "so readers may disagree on what it says; open it in Excel and save it again";
const differs = ({ name }: ListedEntry) =>
  `its part "${name}" has a local header that contradicts the zip directory, ${REBUILD}`;
