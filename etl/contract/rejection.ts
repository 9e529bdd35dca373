/**
 * Why a cell's value is not accepted. Never carries the value, which may be Amber or Red.
 *
 * @example
 * ```ts
 * import { Rejection } from "./rejection.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(new Rejection("must be a whole number of requests").suggestion, null);
 * ```
 */
export class Rejection {
  constructor(
    /** "must be a whole number of requests". */
    readonly rule: string,
    /** How to mend it: `did you mean "North"`; null when the rule says it all. */
    readonly suggestion: string | null = null,
  ) {}
}
