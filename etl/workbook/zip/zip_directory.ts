import { Buffer } from "node:buffer";
import type { ByteSource } from "../byte_source.ts";
import { type ZipEntry, ZipError } from "./zip_entry.ts";
import { checkLocalHeaders, type ListedEntry } from "./check_local_headers.ts";

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const MAX_DIRECTORY = 64 * 2 ** 20;

/**
 * Reads a zip file's central directory. Zip64 is supported. Folder entries are left out.
 *
 * It refuses everything that two readers could read differently:
 *
 * - names that are duplicate or absolute, or contain `..` or a backslash
 * - entries that overlap, or that contradict their own headers (see {@linkcode checkLocalHeaders})
 * - a directory that is not at its declared place
 * - encrypted entries, and methods other than stored and deflated
 *
 * @param file Open for reading
 * @param size The file's size in bytes
 * @returns The entries in the directory's order
 * @throws {ZipError}
 */
export async function readZipDirectory(file: ByteSource, size: number): Promise<readonly ZipEntry[]> {
  const { directory, offset, count } = await readDirectory(file, size);
  const entries: ListedEntry[] = [];
  const names = new Set<string>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) throw new ZipError(DAMAGED);
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    const next = extraEnd + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw new ZipError(DAMAGED);
    const flags = directory.readUInt16LE(at + 8);
    const name = decodeName(directory.subarray(at + 46, nameEnd));
    checkName(name);
    // Part names ignore case (ECMA-376 part 2, 6.2.2.3). So two names that differ only in case are duplicates.
    const folded = name.toLowerCase();
    if (names.has(folded)) throw new ZipError(`its zip holds the part "${name}" twice, ${REBUILD}`);
    names.add(folded);
    if (flags & 1) throw new ZipError("it is a password-protected zip; remove the password and save it again");
    const method = directory.readUInt16LE(at + 10);
    if (method !== 0 && method !== 8) {
      throw new ZipError(
        `its part "${name}" is packed by method ${method}, which spreadsheets do not use; save it again in Excel`,
      );
    }
    const wide = readZip64(directory.subarray(nameEnd, extraEnd), {
      size: directory.readUInt32LE(at + 24),
      compressedSize: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    const nameBytes = directory.subarray(at + 46, nameEnd);
    entries.push({ name, method, crc32: directory.readUInt32LE(at + 16), ...wide, nameBytes });
    at = next;
  }
  if (at !== directory.length) throw new ZipError(DAMAGED);
  await checkLocalHeaders(file, entries, offset);
  return entries.filter(({ name }) => !name.endsWith("/"));
}

const REBUILD = "so readers may disagree on what it says; open it in Excel and save it again";
const DAMAGED = "its zip directory is damaged; ask the sender for it again";
const CUT =
  "its end is missing: it is cut short or still being copied; wait for the copy to finish, or ask for it again";

async function readDirectory(
  file: ByteSource,
  size: number,
): Promise<{ directory: Buffer; offset: number; count: number }> {
  const tailSize = Math.min(size, 22 + 0xffff + 20);
  const tail = await readAt(file, size - tailSize, tailSize);
  let at = tail.length - 22;
  while (at >= 0 && !(tail.readUInt32LE(at) === END && at + 22 + tail.readUInt16LE(at + 20) <= tail.length)) at--;
  if (at < 0) throw new ZipError(CUT);
  if (tail.readUInt16LE(at + 4) !== 0 || tail.readUInt16LE(at + 6) !== 0) {
    throw new ZipError("it is one volume of a split zip; put it together first");
  }
  let count = tail.readUInt16LE(at + 10);
  let length = tail.readUInt32LE(at + 12);
  let offset = tail.readUInt32LE(at + 16);
  let end = size - tailSize + at;
  if ((count === 0xffff || length === 0xffffffff || offset === 0xffffffff) && at >= 20) {
    if (tail.readUInt32LE(at - 20) === LOCATOR_64) {
      end = wideNumber(tail, at - 12);
      const record = await readAt(file, end, 56);
      if (record.length < 56 || record.readUInt32LE(0) !== END_64) throw new ZipError(DAMAGED);
      count = wideNumber(record, 32);
      length = wideNumber(record, 40);
      offset = wideNumber(record, 48);
    }
  }
  if (offset + length !== end || length > MAX_DIRECTORY) throw new ZipError(DAMAGED);
  return { directory: await readAt(file, offset, length), offset, count };
}

function readZip64(extra: Buffer, entry: { size: number; compressedSize: number; offset: number }): typeof entry {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let field = at + 4;
    const wide = { ...entry };
    // The record holds only the fields whose 32-bit value is all ones, in this order (APPNOTE 4.5.3).
    for (const name of ["size", "compressedSize", "offset"] as const) {
      if (entry[name] !== 0xffffffff) continue;
      if (field + 8 > extra.length) throw new ZipError(DAMAGED);
      wide[name] = wideNumber(extra, field);
      field += 8;
    }
    return wide;
  }
  return entry;
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // This is an old code page, not UTF-8. Spreadsheet parts have ASCII names, so nobody looks this name up.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function checkName(name: string): void {
  const rule = name === "" || name.includes("\0")
    ? "without a proper name"
    : name.includes("\\")
    ? "with a backslash in its name"
    : name.startsWith("/") || /^[a-z]:/i.test(name)
    ? "with an absolute path"
    : name.split("/").includes("..")
    ? 'with ".." in its path'
    : null;
  if (rule !== null) throw new ZipError(`its zip holds a part ${rule} (${JSON.stringify(name)}), ${REBUILD}`);
}

function wideNumber(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipError(DAMAGED);
  return Number(value);
}

async function readAt(file: ByteSource, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, position + read);
    if (bytesRead === 0) return bytes.subarray(0, read);
    read += bytesRead;
  }
  return bytes;
}
