/** Where a kill or a signal strikes. */
export type Strike =
  | { readonly kind: "call"; readonly call: number; readonly how: "before" | "half" }
  | { readonly kind: "moment"; readonly after: number; readonly isGroup: boolean };

/** How a verb works when nobody disturbs it. */
export interface Usual {
  /** In milliseconds, as the moment of its first call. */
  readonly duration: number;
  readonly firstCall: number;
  /** Its calls that change files. */
  readonly calls: number;
}

/**
 * The calls of a verb in an order by chance, none twice before all were had: first each before it or half way through, as
 * chance has it, then the other way.
 *
 * @param chance From 0 to 1
 */
export function* callStrikes({ calls }: Usual, chance: () => number): Generator<Strike, never> {
  const order = Array.from({ length: calls }, (_, index) => ({ call: index + 1, isHalf: chance() < 0.5, at: chance() }))
    .sort((left, right) => left.at - right.at);
  for (let turn = 0;; turn++) {
    for (const { call, isHalf } of order) {
      yield { kind: "call", call, how: isHalf === (turn % 2 === 0) ? "half" : "before" };
    }
  }
}

/** From shortly before the first call, as nothing happens till then, to a little beyond the usual end. */
export function momentStrike({ duration, firstCall }: Usual, chance: () => number): Strike {
  const from = firstCall * 0.8;
  return { kind: "moment", after: from + chance() * (duration * 1.05 - from), isGroup: chance() < 0.5 };
}

/** Mulberry32: the same seed, the same numbers from 0 to 1. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
