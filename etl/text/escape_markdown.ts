import { plainText } from "./plain_text.ts";

/**
 * Plain text as GitHub Flavored Markdown that shows exactly that text: no HTML, link, image, emphasis, code, entity or
 * table border comes out of it, and no address becomes a link by itself. Sentences stay readable in the source.
 *
 * Line breaks become `<br>`, so that the result also fits in a table's cell.
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
