import type { BiffRecord } from "./biff_records.ts";
import { DOS_CODE_PAGES } from "./dos_code_pages.ts";

/**
 * The encoding of a text in Excel 5.0 and 95, by code page number (MS-XLS 2.4.52). The DOS code pages have their own
 * table.
 */
const ENCODINGS: Readonly<Record<number, string>> = {
  ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [1250 + i, `windows-125${i}`])),
  ...{ 866: "ibm866", 874: "windows-874", 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5" },
  ...{ 367: "windows-1252", 10000: "macintosh", 10001: "shift_jis", 10002: "big5", 10003: "euc-kr", 10008: "gbk" },
  ...{ 10007: "x-mac-cyrillic", 10017: "x-mac-cyrillic", 20866: "koi8-r", 21866: "koi8-u", 65001: "utf-8" },
  ...Object.fromEntries([2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((i) => [28590 + i, `iso-8859-${i}`])),
  ...{ 28591: "windows-1252", 28599: "windows-1254", 32768: "macintosh", 32769: "windows-1252" },
};

/**
 * Reads the texts of a record of the workbook stream, from a given position on. It continues into the Continue records.
 *
 * @example
 * ```ts
 * import { BiffText } from "./biff_text.ts";
 * import { strictEqual } from "node:assert/strict";
 * const view = (...bytes: number[]) => new DataView(Uint8Array.from(bytes).buffer);
 * // Four letters of one byte; the record ends behind the second, and the next begins with flags.
 * const record = { type: 0x0204, body: view(4, 0, 0, 0x4a, 0x75), continued: [view(0, 0x6c, 0x79)] };
 * strictEqual(new BiffText(record, 0, null).long(), "July");
 * ```
 */
export class BiffText {
  readonly #pieces: DataView[];
  #piece: DataView;
  #at: number;

  /** @param codePage The code page of an Excel 5.0 or 95 file. Null for Excel 97 and later, which write Unicode */
  constructor({ body, continued }: BiffRecord, at: number, readonly codePage: number | null) {
    this.#pieces = [...continued];
    this.#piece = body;
    this.#at = at;
  }

  /** Whether everything has been read. */
  get isAtEnd(): boolean {
    return this.#at >= this.#piece.byteLength && this.#pieces.length === 0;
  }

  /** Reads a text after its length in two bytes: XLUnicodeString (MS-XLS 2.5.294). */
  long(): string {
    return this.#text(this.#short());
  }

  /** Reads a text after its length in one byte: ShortXLUnicodeString (2.5.240). */
  short(): string {
    return this.#text(this.#byte());
  }

  /** Reads an XLUnicodeRichExtendedString (2.5.293). fRichSt and fExtSt announce data after the characters. */
  rich(): string {
    const count = this.#short();
    const flags = this.#byte();
    const runs = flags & 8 ? this.#short() : 0;
    const extended = flags & 4 ? this.#short() + this.#short() * 0x10000 : 0;
    const text = this.#letters(count, flags);
    this.#skip(4 * runs + extended);
    return text;
  }

  #text(count: number): string {
    return this.codePage === null ? this.#letters(count, this.#byte()) : this.#bytes(count, this.codePage);
  }

  /**
   * Reads characters. fHighByte is bit 0: two bytes per letter, otherwise one low byte. Each Continue record begins
   * with its own flags (2.4.58).
   */
  #letters(count: number, flags: number): string {
    let text = "";
    while (count > 0) {
      if (this.#at === this.#piece.byteLength) {
        this.#next();
        flags = this.#byte();
      }
      const width = flags & 1 ? 2 : 1;
      const here = Math.min(count, (this.#piece.byteLength - this.#at) / width);
      if (!Number.isInteger(here)) throw new RangeError("a letter of a text is cut in two");
      for (let i = 0; i < here; i++, this.#at += width) {
        text += String.fromCharCode(
          width === 2 ? this.#piece.getUint16(this.#at, true) : this.#piece.getUint8(this.#at),
        );
      }
      count -= here;
    }
    return text;
  }

  #bytes(count: number, codePage: number): string {
    const bytes = Uint8Array.from({ length: count }, () => this.#byte());
    if (bytes.every((byte) => byte < 0x80)) return String.fromCharCode(...bytes);
    const dos = DOS_CODE_PAGES[codePage];
    if (dos !== undefined) {
      const letters = Array.from(bytes, (byte) => byte < 0x80 ? String.fromCharCode(byte) : dos[byte - 0x80]!);
      if (letters.includes("\ufffd")) throw new SyntaxError(`has a letter that code page ${codePage} does not have`);
      return letters.join("");
    }
    const encoding = ENCODINGS[codePage];
    if (encoding === undefined) throw new SyntaxError(`has a text in code page ${codePage}, which is not read`);
    return new TextDecoder(encoding).decode(bytes);
  }

  #short(): number {
    const low = this.#byte();
    return low | this.#byte() << 8;
  }

  #byte(): number {
    while (this.#at >= this.#piece.byteLength) this.#next();
    return this.#piece.getUint8(this.#at++);
  }

  #skip(count: number): void {
    while (count > 0) {
      if (this.#at === this.#piece.byteLength) this.#next();
      const here = Math.min(count, this.#piece.byteLength - this.#at);
      this.#at += here;
      count -= here;
    }
  }

  #next(): void {
    const piece = this.#pieces.shift();
    if (piece === undefined) throw new RangeError("a text is longer than its record");
    this.#piece = piece;
    this.#at = 0;
  }
}
