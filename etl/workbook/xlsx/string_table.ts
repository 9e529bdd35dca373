import { Buffer } from "node:buffer";
import { startsWith } from "../starts_with.ts";
import type { Cell } from "../cell.ts";
import { XmlScanner } from "../xml/xml_scanner.ts";
import { decodeEscapes } from "../xml/xml_text.ts";

const CACHE = 2 ** 16;
const MAX_BYTES = 1_000_000_000;
/** The declared size is only used up to here, because a file can declare any size. */
const MAX_INITIAL_SIZE = 2 ** 27;
const OPENING = Buffer.from("<si><t>");
const CLOSING = Buffer.from("</t></si>");

/**
 * The shared strings of a workbook as consecutive UTF-8 bytes. A million different texts need only the room of their
 * letters. A text becomes a string when a cell requests it. The latest requests are cached.
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

  /**
   * @param size The size of the XML as the file declares it. The texts are never longer, and unused room costs nothing
   */
  constructor(size = 0) {
    super();
    this.#bytes = Buffer.alloc(Math.min(Math.max(size, 2 ** 16), MAX_INITIAL_SIZE));
  }

  /** The number of strings. */
  get count(): number {
    return this.#count;
  }

  /** The strings in sequence, as UTF-8. */
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
   * Whether a string never needs cleaning: it is printable ASCII with a digit, no space at either end, and no `#` at
   * the start. Such a text is not a missing value or the label of a total. False also if it was not checked.
   */
  isCode(index: number): boolean {
    return this.#codes[index] === 1;
  }

  /** The cell with string `index` (from 0). Null when there are fewer strings. */
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
      // t in si, or t in a run r. Phonetic runs (rPh) and properties do not belong to the text.
      if (is("t")) return this.capturing = true;
      if (depth === 3 && is("r")) return true;
      if (is("rPh") || is("phoneticPr") || is("rPr")) return false;
    }
    // An unknown element could be a text. Skipping it would shift all later texts by one.
    if (is("extLst")) return false;
    const name = JSON.stringify(this.buffer.toString("latin1", nameStart, Math.min(nameEnd, nameStart + 20)));
    throw new SyntaxError(`it holds an element ${name} among its texts, where none is allowed`);
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

  /** Copies strings in plain ASCII, `<si><t>…</t></si>`, without decoding them. */
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
      // Copying byte by byte is faster than a call for a few dozen bytes.
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

  /** Ends a string after its bytes were written. */
  #end(length: number): void {
    this.#used += length;
    this.#ends[this.#count++] = this.#used;
  }
}
