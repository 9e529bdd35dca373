/** On a smaller file, a query ends before a second thread is useful. */
const SMALL_BYTES = 64 * 2 ** 20;

/**
 * Chooses the number of query threads for a warehouse. A small file gets one thread, because a second costs a quarter
 * of the CPU and gains nothing. Others get two, because an analyst's laptop can spare two.
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
