// Characters that show nothing, break XML, or reorder the text around them. These are the C0 and C1 controls, the
// bidirectional embeddings, overrides and isolates, and the two non-characters that XML refuses. Tabs and line breaks are
// replaced before.
// deno-lint-ignore no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/**
 * Makes text safe to show to people.
 *
 * Line ends become `\n`, a tab becomes a space, and half a surrogate pair becomes `\ufffd`. A control character or
 * direction override becomes its code point, so that it can neither hide nor reorder the text around it.
 *
 * @example
 * ```ts
 * import { plainText } from "./plain_text.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(plainText("North\r\nSouth"), "North\nSouth");
 * strictEqual(plainText("invoice\u202Excod.exe"), "invoice[U+202E]xcod.exe");
 * ```
 */
export function plainText(text: string): string {
  return text.toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replaceAll("\t", " ")
    .replace(
      UNPRINTABLE,
      (character) => `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}]`,
    );
}
