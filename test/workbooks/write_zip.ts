import { crc32 } from "node:zlib";
import { deflateSync } from "fflate";

/** A part of a zip. The fields can express every possible fault of a zip. */
export interface ZipPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Compressed instead of stored. The library's output is the same on every machine. */
  readonly deflated?: boolean;
  /** Written instead of the true checksum. */
  readonly crc32?: number;
  /** Bytes of the packed content to change: [position, new value]. */
  readonly broken?: readonly [number, number];
}

/**
 * Writes a zip file with these parts. The same parts always give the same bytes: there are no times and no attributes.
 *
 * @param kind `streamed`: the sizes come after each part, like from a program that does not know them earlier. `wide`:
 * all sizes and positions have 64 bits (zip64), like from a program that expects more than 4 GB
 */
export function writeZip(parts: readonly ZipPart[], kind: "plain" | "streamed" | "wide" = "plain"): Uint8Array {
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = typeof part.content === "string" ? new TextEncoder().encode(part.content) : part.content;
    const packed = part.deflated ? deflateSync(content, { level: 9 }) : content.slice();
    if (part.broken !== undefined) packed[part.broken[0]] = part.broken[1];
    const name = new TextEncoder().encode(part.name);
    const crc = long(part.crc32 ?? crc32(content));
    const sizes = [...long(packed.length), ...long(content.length)];
    const unknown = [...long(0), ...long(0), ...long(0)];
    const method = short(part.deflated ? 8 : 0);
    const flags = short(kind === "streamed" ? 0x0808 : 0x0800);
    const header = [...long(0x04034b50), ...short(20), ...flags, ...method, ...long(0)];
    chunks.push(
      Uint8Array.from([
        ...header,
        ...kind === "streamed" ? unknown : [...crc, ...sizes],
        ...short(name.length),
        ...short(0),
      ]),
      name,
      packed,
      Uint8Array.from(kind === "streamed" ? [...long(0x08074b50), ...crc, ...sizes] : []),
    );
    const isWide = kind === "wide";
    const extra = isWide
      ? [...short(1), ...short(24), ...wide(content.length), ...wide(packed.length), ...wide(offset)]
      : [];
    const place = isWide ? long(ALL_ONES) : long(offset);
    directory.push(
      Uint8Array.from([
        ...[...long(0x02014b50), ...short(20), ...short(20), ...flags, ...method, ...long(0), ...crc],
        ...isWide ? [...long(ALL_ONES), ...long(ALL_ONES)] : sizes,
        ...[...short(name.length), ...short(extra.length), ...short(0), ...short(0), ...short(0), ...long(0), ...place],
      ]),
      name,
      Uint8Array.from(extra),
    );
    offset += chunks.slice(-4).reduce((sum, bytes) => sum + bytes.length, 0);
  }
  const size = directory.reduce((sum, bytes) => sum + bytes.length, 0);
  const count = parts.length;
  const wideEnd = kind !== "wide" ? [] : [
    ...[...long(0x06064b50), ...wide(44), ...short(45), ...short(45), ...long(0), ...long(0)],
    ...[...wide(count), ...wide(count), ...wide(size), ...wide(offset)],
    ...[...long(0x07064b50), ...long(0), ...wide(offset + size), ...long(1)],
  ];
  const [shownCount, shownSize, shownOffset] = kind === "wide" ? [0xffff, ALL_ONES, ALL_ONES] : [count, size, offset];
  const end = [
    ...[...long(0x06054b50), ...short(0), ...short(0), ...short(shownCount), ...short(shownCount)],
    ...[...long(shownSize), ...long(shownOffset), ...short(0)],
  ];
  return concatenate([...chunks, ...directory, Uint8Array.from(wideEnd), Uint8Array.from(end)]);
}

const ALL_ONES = 0xffffffff;

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

function wide(value: number): number[] {
  return [...long(value), ...long(0)];
}
