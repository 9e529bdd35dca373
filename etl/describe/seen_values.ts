/** The initial number of slots: a power of two. */
const FIRST_SIZE = 64;

/**
 * Remembers values by a 64-bit hash, with the row of each first occurrence. A value takes at most 24 bytes, whatever
 * its length. The chance that two of a million values share a hash is one in thirty million.
 *
 * @example
 * ```ts
 * import { SeenValues } from "./seen_values.ts";
 * import { strictEqual } from "node:assert/strict";
 * const seen = new SeenValues();
 * strictEqual(seen.add("North", 5), null);
 * strictEqual(seen.add("North", 9), 5);
 * strictEqual(seen.size, 1);
 * ```
 */
export class SeenValues {
  size = 0;
  #high = new Uint32Array(FIRST_SIZE);
  #low = new Uint32Array(FIRST_SIZE);
  #rows = new Uint32Array(FIRST_SIZE);

  /**
   * Adds a value.
   *
   * @param row Its row, 1-based
   * @returns The row of its first occurrence, or null for a new value
   */
  add(value: string, row: number): number | null {
    let high = 0x811c9dc5;
    let low = 0x9e3779b9;
    for (let at = 0; at < value.length; at++) {
      const unit = value.charCodeAt(at);
      high = Math.imul(high ^ unit, 0x01000193);
      low = Math.imul(low ^ unit, 0x85ebca6b) + 0x7f4a7c15;
    }
    high = mixed(high ^ value.length);
    low = mixed(low + Math.imul(high, 0xc2b2ae35));
    if (this.size * 2 >= this.#rows.length) this.#grow();
    const slot = this.#slot(high, low);
    if (this.#rows[slot] !== 0) return this.#rows[slot]!;
    this.#put(slot, high, low, row);
    this.size++;
    return null;
  }

  /** The slot of a hash, or the free slot for it. */
  #slot(high: number, low: number): number {
    const last = this.#rows.length - 1;
    let slot = low & last;
    while (
      this.#rows[slot] !== 0 &&
      (this.#low[slot] !== low || this.#high[slot] !== high)
    ) slot = (slot + 1) & last;
    return slot;
  }

  #put(slot: number, high: number, low: number, row: number): void {
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#rows[slot] = row;
  }

  #grow(): void {
    const [highs, lows, rows] = [this.#high, this.#low, this.#rows];
    this.#high = new Uint32Array(rows.length * 2);
    this.#low = new Uint32Array(rows.length * 2);
    this.#rows = new Uint32Array(rows.length * 2);
    for (let slot = 0; slot < rows.length; slot++) {
      if (rows[slot] !== 0) {
        this.#put(
          this.#slot(highs[slot]!, lows[slot]!),
          highs[slot]!,
          lows[slot]!,
          rows[slot]!,
        );
      }
    }
  }
}

/** Mixes the bits of a hash (the finaliser of MurmurHash3). */
function mixed(hash: number): number {
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b);
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35);
  return (hash ^ hash >>> 16) >>> 0;
}
