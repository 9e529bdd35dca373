/** Below this a question is over before a second thread has found work. */
const SMALL_BYTES = 64 * 2 ** 20;

/**
 * How many threads answer questions to a warehouse of a size: one for a small one, where a second costs a quarter of the
 * CPU and gains nothing; else two, which an analyst's laptop spares.
 *
 * @param bytes The size of the warehouse file
 *
 * @example
 * ```ts
 * import { threadsFor } from "./threads_for.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual([threadsFor(12 * 2 ** 20), threadsFor(2 * 2 ** 30)], [1, 2]);
 * ```
 */
export function threadsFor(bytes: number): number {
  return bytes < SMALL_BYTES ? 1 : 2;
}
