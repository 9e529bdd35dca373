const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * Escapes text for HTML, SVG and XML, both between tags and inside quoted attributes.
 *
 * @example
 * ```ts
 * import { escapeMarkup } from "./escape_markup.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(escapeMarkup(`<img src=x onerror="alert('C&S')">`), "&lt;img src=x onerror=&quot;alert(&#39;C&amp;S&#39;)&quot;&gt;");
 * ```
 */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
