/**
 * The reason why a cell's value is not accepted. Never contains the value, which may be Amber or Red.
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
    /** How to fix it: `did you mean "North"`. Null when the rule is enough. */
    readonly suggestion: string | null = null,
  ) {}
}
