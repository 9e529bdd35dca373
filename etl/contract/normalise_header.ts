/**
 * A header or other label reduced to what tells it from others: letters and digits, without case, white space,
 * punctuation, zero-width characters, width variants or a note marker such as `[note 2]`. `&` is "and". `<` and `>` are
 * kept in words, because `< 4 hours` is another column than `> 4 hours`.
 *
 * @param header The text as the file spells it
 * @returns Lower-case letters and digits; empty when there are none
 *
 * @example
 * ```ts
 * import { normaliseHeader } from "./normalise_header.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(normaliseHeader(" Forecast\nVolume [note 1]"), "forecastvolume");
 * strictEqual(normaliseHeader("C&S"), "cands");
 * strictEqual(normaliseHeader("< 4 hours"), "lessthan4hours");
 * ```
 */
export function normaliseHeader(header: string): string {
  return header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\[\s*notes?[^\]]*\]/g, "")
    .replaceAll("&", "and")
    .replace(/[<\u2264]=?/g, "lessthan")
    .replace(/[>\u2265]=?/g, "morethan")
    .replace(/[^\p{L}\p{N}]/gu, "");
}
