/**
 * Reduces a header or other label to the characters that distinguish it: letters, digits and signs that change its
 * meaning (`%`, `<`, `>` and currency signs). Case, white space, other punctuation and zero-width characters make no
 * difference. Neither do width variants and note markers such as `[note 2]`. `&` becomes "and"; "per cent" and
 * "percentage" become `%`.
 *
 * @param header The text as the file spells it
 * @returns Lower-case letters, digits and signs. Empty when the text has no letter or digit.
 * @returns Lower-case letters, digits and signs; empty when it has no letter and no digit
 *
 * @example
 * ```ts
 * import { normaliseHeader } from "./normalise_header.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(normaliseHeader(" Forecast\nVolume [note 1]"), "forecastvolume");
 * strictEqual(normaliseHeader("C&S"), "cands");
 * strictEqual(normaliseHeader("Change %"), "change%");
 * strictEqual(normaliseHeader("< 4 hours"), "<4hours");
 * ```
 */
export function normaliseHeader(header: string): string {
  const plain = header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\[\s*notes?[^\]]*\]/g, "")
    .replaceAll("&", "and")
    .replace(/\bper\s?cent(?:ages?)?\b/g, "%")
    .replaceAll("≤", "<=")
    .replaceAll("≥", ">=");
  if (!/[\p{L}\p{N}]/u.test(plain)) return "";
  return plain.replace(/[<>](?=\s*=)/g, "$&≡").replace(/[^\p{L}\p{N}\p{Sc}%<>≡]/gu, "");
}
