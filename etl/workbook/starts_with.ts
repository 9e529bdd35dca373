/**
 * Whether `bytes` contains `start` at position `at`.
 *
 * @example
 * ```ts
 * import { startsWith } from "./starts_with.ts";
 * import { strictEqual } from "node:assert/strict";
 * const bytes = (text: string) => new TextEncoder().encode(text);
 * strictEqual(startsWith(bytes("<c><v>1</v></c>"), 3, bytes("<v>")), true);
 * strictEqual(startsWith(bytes("<c"), 1, bytes("c>")), false);
 * ```
 */
export function startsWith(bytes: Uint8Array, at: number, start: Uint8Array): boolean {
  for (let i = 0; i < start.length; i++) if (bytes[at + i] !== start[i]) return false;
  return true;
}
