import type { Buffer } from "node:buffer";
import type { Cell } from "../cell.ts";

const SLOTS = 8192;
/** Longer texts are seldom repeated. */
const MAX_KEPT = 64;

/**
 * Text cells made straight from bytes. Of the texts lately seen each has one cell, shared by all cells that say the same,
 * so that a column of Regions makes no string a row.
 */
export class TextCells {
  readonly #kept = new Array<(Cell & { kind: "text" }) | undefined>(SLOTS);

  /**
   * The cell of a text in plain ASCII.
   *
   * @returns Null when the text is anything but that: other letters, or `&`, a carriage return or `_x`, which have to be
   * decoded
   */
  cell(bytes: Buffer, start: number, end: number): Cell | null {
    let hash = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= 0x80 || byte === 0x26 || byte === 0x0d || (byte === 0x5f && bytes[at + 1] === 0x78)) return null;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    return this.#cell(bytes, start, end, hash);
  }

  /** The cell of a text that is known to be plain ASCII and to need no decoding. */
  ascii(bytes: Buffer, start: number, end: number): Cell {
    let hash = 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    return this.#cell(bytes, start, end, hash);
  }

  #cell(bytes: Buffer, start: number, end: number, hash: number): Cell {
    if (end - start > MAX_KEPT) return { kind: "text", text: bytes.toString("latin1", start, end) };
    const slot = (hash ^ hash >>> 13) & (SLOTS - 1);
    const kept = this.#kept[slot];
    if (kept !== undefined && isSame(kept.text, bytes, start, end)) return kept;
    const cell = { kind: "text", text: bytes.toString("latin1", start, end) } as const;
    this.#kept[slot] = cell;
    return cell;
  }
}

function isSame(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
