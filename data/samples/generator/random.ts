/**
 * Numbers that look random and are the same in every run, on every machine: mulberry32, seeded by a text.
 *
 * Each workbook has its own seed, so adding one workbook changes no other.
 *
 * @example
 * ```ts
 * import { Random } from "./random.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(new Random("csr 2019-07").whole(1, 6), new Random("csr 2019-07").whole(1, 6));
 * ```
 */
export class Random {
  #state: number;

  /** @param seed Any text; the same text gives the same numbers */
  constructor(seed: string) {
    let hash = 2166136261; // FNV-1a
    for (const character of seed) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619);
    this.#state = hash >>> 0;
  }

  /** The next number from 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A number from `from` up to, not including, `to`. */
  between(from: number, to: number): number {
    return from + (to - from) * this.next();
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** True about `share` of the time, where `share` is from 0 to 1. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of the choices, each as likely. */
  pick<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new RangeError("Cannot pick from no choices");
    return choices[this.whole(0, choices.length - 1)]!;
  }

  /** The same items in another order. */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.whole(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
    }
    return shuffled;
  }
}
