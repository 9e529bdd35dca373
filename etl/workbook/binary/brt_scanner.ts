import { Buffer } from "node:buffer";

/** In bytes. The longest text needs a third of this: 32,767 letters, as many font runs, and its reading aid. */
const MAX_LENGTH = 1 << 20;

/**
 * Splits a part of an `.xlsb` workbook into its records (MS-XLSB 2.1.4), chunk by chunk.
 *
 * @example
 * ```ts
 * import { BrtScanner } from "./brt_scanner.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const seen: [type: number, length: number][] = [];
 * const scanner = new BrtScanner((type, body) => void seen.push([type, body.byteLength]));
 * scanner.push(Uint8Array.of(0x81, 0x01, 0x00, 0x13, 0x02, 0x00));
 * scanner.push(Uint8Array.of(0x00, 0x82, 0x01, 0x00));
 * scanner.finish(130);
 * deepStrictEqual(seen, [[129, 0], [19, 2], [130, 0]]);
 * ```
 */
export class BrtScanner {
  readonly #onRecord: (type: number, body: DataView) => void;
  #rest: Uint8Array = new Uint8Array(0);
  #last = -1;

  /** @param onRecord Receives each record. The body is valid until it returns */
  constructor(onRecord: (type: number, body: DataView) => void) {
    this.#onRecord = onRecord;
  }

  /** @throws {SyntaxError} with a clause, when the part is damaged */
  push(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length);
      bytes.set(this.#rest);
      bytes.set(chunk, this.#rest.length);
    }
    let at = 0;
    while (at < bytes.length) {
      // The type has one or two bytes, and the length one to four. Each byte has seven bits of value.
      let next = at;
      let type = bytes[next++]!;
      if (type & 0x80) type = type & 0x7f | (bytes[next++]! & 0x7f) << 7;
      let length = 0;
      let byte = 0x80;
      for (let i = 0; i < 4 && byte & 0x80; i++) {
        byte = bytes[next++]!;
        length |= (byte & 0x7f) << 7 * i;
      }
      // Undefined bytes count as zero. Their values arrive with the next chunk.
      if (length > MAX_LENGTH) throw new SyntaxError("it holds a record of more than a megabyte");
      if (next + length > bytes.length) break;
      this.#last = type;
      this.#onRecord(type, new DataView(bytes.buffer, bytes.byteOffset + next, length));
      at = next + length;
    }
    // Copy the rest, because the chunk will be overwritten. `slice()` of a Buffer would be a view.
    this.#rest = new Uint8Array(bytes.subarray(at));
  }

  /** @param end The expected last record. @throws {SyntaxError} with a clause, when the last record is another */
  finish(end: number): void {
    if (this.#rest.length > 0 || this.#last !== end) throw new SyntaxError("it is cut short");
  }
}

/**
 * Reads an XLWideString (MS-XLSB 2.5.168): the number of letters, then the letters in UTF-16. A nullable one (2.5.166)
 * reads as empty when it is missing.
 *
 * @throws {RangeError} when it is longer than its record
 *
 * @example
 * ```ts
 * import { wideText } from "./brt_scanner.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(wideText(new DataView(Uint8Array.of(2, 0, 0, 0, 0x4f, 0, 0x4b, 0).buffer), 0), "OK");
 * ```
 */
export function wideText(body: DataView, at: number): string {
  const count = body.getUint32(at, true);
  if (count === 0xffffffff) return "";
  if (count * 2 > body.byteLength - at - 4) throw new RangeError("a text is longer than its record");
  return Buffer.from(body.buffer, body.byteOffset + at + 4, count * 2).toString("utf16le");
}
