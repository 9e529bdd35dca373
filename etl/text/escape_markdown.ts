import { plainText } from "./plain_text.ts";

/**
 * Escapes plain text, so that GitHub Flavored Markdown shows exactly that text.
 *
 * The text cannot make HTML, a link, an image, emphasis, code, an entity or a table border. An address does not become a
 * link. Line breaks become `<br>`, so that the result also fits into a table cell.
 *
 * @example
 * ```ts
 * import { escapeMarkdown } from "./escape_markdown.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(escapeMarkdown("112.8% of the forecast (Zero forecasts excluded)"), "112.8% of the forecast (Zero forecasts excluded)");
 * strictEqual(escapeMarkdown("<b>a|b</b>"), "\\<b>a\\|b\\</b>");
 * ```
 */
export function escapeMarkdown(text: string): string {
  return plainText(text)
    .replace(/[\\`*_[\]<|~$]/g, "\\$&")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/\b(www)\./gi, "$1\\.")
    .replace(/(https?|ftp|mailto|xmpp):/gi, "$1\\:")
    .replace(/@/g, "\\@")
    .replace(/^[^\S\n]+/gm, "")
    .replace(/^(?:[-+](?=\s|$)|#{1,6}(?=\s|$)|>|[-=]+[^\S\n]*$)/gm, "\\$&")
    .replace(/^(\d+)([.)])(?=\s|$)/gm, "$1\\$2")
    .replaceAll("\n", "<br>");
}
