/** Characters that take two terminal cells: East Asian wide and full-width characters, and emoji shown as pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Characters that take no terminal cell: combining marks and invisible format characters. */
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;

/**
 * The number of terminal cells that a line of text takes. The text must have no control characters.
 *
 * @example
 * ```ts
 * import { textWidth } from "./text_width.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(textWidth("Zoë"), 3);
 * strictEqual(textWidth("日本"), 4);
 * ```
 */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}
