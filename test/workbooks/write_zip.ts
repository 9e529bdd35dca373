import { crc32 } from "node:zlib";
import { deflateSync } from "fflate";

/** One part to put into a zip; everything that can be wrong with a zip can be said here. */
export interface ZipPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Packed (by a library whose output does not change with the machine) instead of stored. */
  readonly deflated?: boolean;
  /** Written instead of the true checksum. */
  readonly crc32?: number;
  /** Bytes of the packed content to change: [position, new value]. */
  readonly broken?: readonly [number, number];
}

/** The bytes of a zip file with these parts, always the same for the same parts: no times, no attributes. */
export function writeZip(parts: readonly ZipPart[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = typeof part.content === "string" ? new TextEncoder().encode(part.content) : part.content;
    const packed = part.deflated ? deflateSync(content, { level: 9 }) : content.slice();
    if (part.broken !== undefined) packed[part.broken[0]] = part.broken[1];
    const name = new TextEncoder().encode(part.name);
    const common = [
      ...short(20),
      ...short(0x0800),
      ...short(part.deflated ? 8 : 0),
      ...long(0),
      ...long(part.crc32 ?? crc32(content)),
      ...long(packed.length),
      ...long(content.length),
      ...short(name.length),
      ...short(0),
    ];
    const header = Uint8Array.from([...long(0x04034b50), ...common]);
    chunks.push(header, name, packed);
    directory.push(
      Uint8Array.from([
        ...long(0x02014b50),
        ...short(20),
        ...common,
        ...short(0),
        ...short(0),
        ...short(0),
        ...long(0),
        ...long(offset),
      ]),
      name,
    );
    offset += header.length + name.length + packed.length;
  }
  const size = directory.reduce((sum, bytes) => sum + bytes.length, 0);
  const end = [
    ...long(0x06054b50),
    ...short(0),
    ...short(0),
    ...short(parts.length),
    ...short(parts.length),
    ...long(size),
    ...long(offset),
    ...short(0),
  ];
  return concatenate([...chunks, ...directory, Uint8Array.from(end)]);
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function short(value: number): number[] {
  return [value & 0xff, value >>> 8 & 0xff];
}

function long(value: number): number[] {
  return [...short(value & 0xffff), ...short(value >>> 16)];
}
