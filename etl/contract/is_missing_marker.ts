/**
 * Whether a text marks a missing value: `-`, `n/a`, `[x]`, `..` or a spreadsheet's error code such as `#N/A`. Such a
 * text is never a value. It identifies nobody and may always be shown.
 *
 * @example
 * ```ts
 * import { isMissingMarker } from "./is_missing_marker.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(isMissingMarker("N/A"), true);
 * strictEqual(isMissingMarker("#DIV/0!"), true);
 * strictEqual(isMissingMarker("North"), false);
 * ```
 */
export function isMissingMarker(text: string): boolean {
  return text.length <= 14 && MARKER.test(text);
}

const MARKER = new RegExp(
  "^(?:[-–—]{1,3}|\\.{2,3}|…|:|n\\.?/?a\\.?|\\[[a-z]{1,4}\\]" +
    "|#(?:n/a|null!|div/0!|value!|ref!|name\\?|num!|getting_data|spill!|calc!|field!|blocked!|unknown!|busy!))$",
  "i",
);
