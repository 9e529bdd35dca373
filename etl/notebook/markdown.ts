import { escapeMarkdown } from "../text/escape_markdown.ts";
import { display } from "./display.ts";
import { formatCell } from "./format_cell.ts";

/**
 * Shows a sentence with figures in it. The text around them is Markdown; a value shows as exactly itself whatever it
 * holds, and a list of values as a list.
 *
 * @example
 * ```ts ignore
 * await markdown`CPM1 has been below Target for **${streak} months**.`;
 * ```
 */
export async function markdown(text: TemplateStringsArray, ...values: readonly unknown[]): Promise<void> {
  await display({ "text/markdown": markdownText(text, ...values) });
}

/**
 * The Markdown of {@linkcode markdown}.
 *
 * @example
 * ```ts
 * import { markdownText } from "./markdown.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(markdownText`**${4077703}** requests`, "**4,077,703** requests");
 * strictEqual(markdownText`${["North", "<South>"]}`, "- North\n- \\<South>");
 * ```
 */
export function markdownText(text: TemplateStringsArray, ...values: readonly unknown[]): string {
  const plain = (value: unknown) => escapeMarkdown(formatCell(value));
  const list = (items: readonly unknown[]) =>
    items.length === 0 ? "None" : items.map((item) => `- ${plain(item)}`).join("\n");
  const shown = values.map((value) => Array.isArray(value) ? list(value) : plain(value));
  return String.raw({ raw: text }, ...shown);
}
