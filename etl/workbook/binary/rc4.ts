/**
 * Generates the first bytes of an RC4 key stream. Old `.xls` files use RC4, and `node:crypto` no longer offers it.
 *
 * @param length In bytes
 *
 * @example
 * ```ts
 * import { rc4Stream } from "./rc4.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * // RFC 6229, key 0x0102030405.
 * deepStrictEqual([...rc4Stream(Uint8Array.of(1, 2, 3, 4, 5), 4)], [0xb2, 0x39, 0x63, 0x05]);
 * ```
 */
export function rc4Stream(key: Uint8Array, length: number): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + state[i]! + key[i % key.length]!) & 0xff;
    [state[i], state[j]] = [state[j]!, state[i]!];
  }
  const stream = new Uint8Array(length);
  for (let at = 0, i = 0, j = 0; at < length; at++) {
    i = (i + 1) & 0xff;
    j = (j + state[i]!) & 0xff;
    [state[i], state[j]] = [state[j]!, state[i]!];
    stream[at] = state[(state[i]! + state[j]!) & 0xff]!;
  }
  return stream;
}
