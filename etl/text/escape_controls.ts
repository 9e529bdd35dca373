/**
 * Control characters but line breaks and tabs, and those that turn the direction of text: a terminal obeys them, so that a
 * User called ESC [2J would clear the screen, or forge a line.
 */
// deno-lint-ignore no-control-regex -- these it is that must not come through
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text as it may be printed: what a terminal would obey stands as its code, as in JSON, whose meaning it keeps.
 *
 * @example
 * ```ts
 * import { escapeControls } from "./escape_controls.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(escapeControls("A\u001b[2JB\n"), "A\\u001b[2JB\n");
 * strictEqual(escapeControls("two\u2028lines"), "two\\u2028lines");
 * strictEqual(JSON.parse(escapeControls('"\u009b31m"')), "\u009b31m");
 * ```
 */
export function escapeControls(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
