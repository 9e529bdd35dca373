import { Buffer } from "node:buffer";
import type { Cell } from "./workbook.ts";
import { XmlScanner } from "./xml_scanner.ts";
import { decodeEscapes } from "./xml_text.ts";

const CACHE = 2 ** 16;
const MAX_BYTES = 1_000_000_000;

/**
 * The shared strings of a workbook, kept as UTF-8 bytes one behind the other: a million different texts take the room of
 * their letters, and become strings when a cell asks for them. The latest asked for are remembered.
 */
export class StringTable extends XmlScanner {
  #bytes = Buffer.alloc(2 ** 16);
  #used = 0;
  #ends = new Uint32Array(2 ** 10);
  #count = 0;
  #item = "";
  readonly #recentIndex = new Int32Array(CACHE).fill(-1);
  readonly #recentCell = new Array<Cell>(CACHE);

  /** How many strings there are. */
  get count(): number {
    return this.#count;
  }

  /** The cell that shows string `index` (zero-based), or null when there are fewer. */
  cell(index: number): Cell | null {
    const slot = index & (CACHE - 1);
    if (this.#recentIndex[slot] === index) return this.#recentCell[slot]!;
    if (!(index >= 0 && index < this.#count) || !Number.isInteger(index)) return null;
    const start = index === 0 ? 0 : this.#ends[index - 1]!;
    const cell = { kind: "text", text: this.#bytes.toString("utf8", start, this.#ends[index]) } as const;
    this.#recentIndex[slot] = index;
    this.#recentCell[slot] = cell;
    return cell;
  }

  protected override opened(nameStart: number, nameEnd: number, _end: number, depth: number): boolean {
    const letters = nameEnd - nameStart;
    const first = this.buffer[nameStart];
    if (depth === 1) return letters === 3; // sst
    if (depth === 2) {
      this.#item = "";
      return letters === 2 && first === 0x73; // si
    }
    // t in si, or t in a run r; phonetic runs (rPh) and properties are no part of the text.
    if (letters === 1 && first === 0x74) return this.capturing = true;
    return depth === 3 && letters === 1 && first === 0x72;
  }

  protected override closed(start: number, end: number, depth: number, pending: string | null): void {
    if (depth > 2) {
      if (end > start || pending !== null) this.#item += this.text(start, end, pending);
    } else if (depth === 2) {
      this.#add(decodeEscapes(this.#item));
    }
  }

  #add(text: string): void {
    const room = text.length * 3;
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
    }
    this.#used += this.#bytes.write(text, this.#used, "utf8");
    this.#ends[this.#count++] = this.#used;
  }
}
