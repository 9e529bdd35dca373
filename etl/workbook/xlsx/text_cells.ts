import type { Buffer } from "node:buffer";
import type { Cell } from "../cell.ts";

const SLOTS = 8192;
/** In bytes. Longer texts seldom repeat. */
const MAX_CACHED = 64;

/**
 * Makes text cells directly from bytes. Recent texts are cached, and equal cells share one object. So a column of
 * Regions does not make one string per row.
 */
export class TextCells {
  readonly #cache = new Array<(Cell & { kind: "text" }) | undefined>(SLOTS);

  /**
   * Makes the cell of a text in plain ASCII.
   *
   * @returns Null when the text needs decoding: other letters, `&`, a carriage return or `_x`
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

  /** Makes the cell of a text that is certainly plain ASCII without escapes. */
  ascii(bytes: Buffer, start: number, end: number): Cell {
    let hash = 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    return this.#cell(bytes, start, end, hash);
  }

  #cell(bytes: Buffer, start: number, end: number, hash: number): Cell {
    if (end - start > MAX_CACHED) return { kind: "text", text: bytes.toString("latin1", start, end) };
    const slot = (hash ^ hash >>> 13) & (SLOTS - 1);
    const cached = this.#cache[slot];
    if (cached !== undefined && isSame(cached.text, bytes, start, end)) return cached;
    const cell = { kind: "text", text: bytes.toString("latin1", start, end) } as const;
    this.#cache[slot] = cell;
    return cell;
  }
}

function isSame(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
