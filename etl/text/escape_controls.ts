/**
 * Control characters except line breaks and tabs, and characters that change the direction of text.
 *
 * A terminal obeys them: a User named ESC [2J would clear the screen.
 */
// deno-lint-ignore no-control-regex -- the expression must match control characters
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * Escapes the characters that a terminal would obey.
 *
 * The escapes are those of JSON, so JSON text keeps its meaning.
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
