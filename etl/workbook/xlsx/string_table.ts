import { Buffer } from "node:buffer";
import { startsWith } from "../starts_with.ts";
import type { Cell } from "../cell.ts";
import { XmlScanner } from "../xml/xml_scanner.ts";
import { decodeEscapes } from "../xml/xml_text.ts";

const CACHE = 2 ** 16;
const MAX_BYTES = 1_000_000_000;
/** A file can declare what it likes. */
const MOST_AT_ONCE = 2 ** 27;
const OPENING = Buffer.from("<si><t>");
const CLOSING = Buffer.from("</t></si>");

/**
 * The shared strings of a workbook, kept as UTF-8 bytes one behind the other: a million different texts take the room of
 * their letters, and become strings when a cell asks for them. The latest asked for are remembered.
 */
export class StringTable extends XmlScanner {
  #bytes: Buffer;
  #used = 0;
  #ends = new Uint32Array(2 ** 10);
  #codes = new Uint8Array(2 ** 10);
  #count = 0;
  #item = "";
  /** Whether a string may begin here. */
  #isInList = true;
  readonly #recentIndex = new Int32Array(CACHE).fill(-1);
  readonly #recentCell = new Array<Cell>(CACHE);

  /** @param size Of its XML as its file declares it: no text is longer than that, and room nobody uses costs nothing */
  constructor(size = 0) {
    super();
    this.#bytes = Buffer.alloc(Math.min(Math.max(size, 2 ** 16), MOST_AT_ONCE));
  }

  /** How many strings there are. */
  get count(): number {
    return this.#count;
  }

  /** The strings one behind the other, as UTF-8. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Where string `index` begins in {@link bytes}. */
  start(index: number): number {
    return index === 0 ? 0 : this.#ends[index - 1]!;
  }

  /** Where string `index` ends in {@link bytes}. */
  end(index: number): number {
    return this.#ends[index]!;
  }

  /**
   * Whether a string is printable ASCII with a digit in it, without a space at either end and without `#` at its start: no
   * such text is cleaned, stands for a missing value or labels a total. False also where nobody looked.
   */
  isCode(index: number): boolean {
    return this.#codes[index] === 1;
  }

  /** The cell that shows string `index` (zero-based), or null when there are fewer. */
  cell(index: number): Cell | null {
    if (!(index >= 0 && index < this.#count) || !Number.isInteger(index)) return null;
    const slot = index & (CACHE - 1);
    if (this.#recentIndex[slot] === index) return this.#recentCell[slot]!;
    const cell = { kind: "text", text: this.#bytes.toString("utf8", this.start(index), this.end(index)) } as const;
    this.#recentIndex[slot] = index;
    this.#recentCell[slot] = cell;
    return cell;
  }

  protected override opened(nameStart: number, nameEnd: number, _end: number, depth: number): boolean {
    const is = (name: string) => this.spells(name, nameStart, nameEnd);
    if (depth === 1) return is("sst");
    this.#isInList = false;
    if (depth === 2) {
      this.#item = "";
      if (is("si")) return true;
    } else {
      // t in si, or t in a run r; phonetic runs (rPh) and properties are no part of the text.
      if (is("t")) return this.capturing = true;
      if (depth === 3 && is("r")) return true;
      if (is("rPh") || is("phoneticPr") || is("rPr")) return false;
    }
    // What is passed over could be a text: then all behind it would be taken for the one before.
    if (is("extLst")) return false;
    const name = JSON.stringify(this.buffer.toString("latin1", nameStart, Math.min(nameEnd, nameStart + 20)));
    throw new SyntaxError(`it holds an element ${name} among its texts, where none may stand`);
  }

  protected override closed(start: number, end: number, depth: number, pending: string | null): void {
    if (depth > 2) {
      if (end > start || pending !== null) this.#item += this.text(start, end, pending);
    } else if (depth === 2) {
      this.#isInList = true;
      this.#reserve(this.#item.length * 3);
      this.#end(this.#bytes.write(decodeEscapes(this.#item), this.#used, "utf8"));
    }
  }

  /** Copies strings that are plain ASCII, `<si><t>…</t></si>`, without making strings of them. */
  protected override shortcut(at: number, length: number): number {
    const buffer = this.buffer;
    while (this.#isInList && startsWith(buffer, at, OPENING)) {
      const start = at + OPENING.length;
      let end = start;
      let hasDigit = false;
      let isPrintable = true;
      for (; end < length && buffer[end] !== 0x3c; end++) {
        const byte = buffer[end]!;
        if (byte >= 0x30 && byte <= 0x39) hasDigit = true;
        else if (byte < 0x20 || byte === 0x7f) isPrintable = false;
        if (byte >= 0x80 || byte === 0x26 || byte === 0x0d || (byte === 0x5f && buffer[end + 1] === 0x78)) return at;
      }
      if (end + CLOSING.length > length || !startsWith(buffer, end, CLOSING)) return at;
      this.#reserve(end - start);
      // Byte by byte: for a few dozen that is quicker than a call.
      for (let from = start, to = this.#used; from < end; from++, to++) this.#bytes[to] = buffer[from]!;
      const isCode = hasDigit && isPrintable && buffer[start]! > 0x23 && buffer[end - 1]! > 0x20;
      this.#codes[this.#count] = isCode ? 1 : 0;
      this.#end(end - start);
      at = end + CLOSING.length;
    }
    return at;
  }

  #reserve(room: number): void {
    if (this.#used + room > this.#bytes.length) {
      if (this.#used + room > MAX_BYTES) throw new SyntaxError("it holds more than 1,000 MB of text");
      const grown = Buffer.alloc(Math.max(this.#used + room, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = grown;
    }
    if (this.#count === this.#ends.length) {
      const grown = new Uint32Array(this.#count * 2);
      grown.set(this.#ends);
      this.#ends = grown;
      const codes = new Uint8Array(this.#count * 2);
      codes.set(this.#codes);
      this.#codes = codes;
    }
  }

  /** Ends a string whose bytes have been written. */
  #end(length: number): void {
    this.#used += length;
    this.#ends[this.#count++] = this.#used;
  }
}
