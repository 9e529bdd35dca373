import { escapeMarkdown } from "../annex/escape_markdown.ts";
import { display } from "./display.ts";
import { formatCell } from "./format_cell.ts";

/**
 * Shows a sentence with figures in it. The text around them is Markdown; a value shows as exactly itself whatever it
 * holds.
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
 * strictEqual(markdownText`- ${"<South>"}`, "- \\<South>");
 * ```
 */
export function markdownText(text: TemplateStringsArray, ...values: readonly unknown[]): string {
  const shown = values.map((value) => escapeMarkdown(formatCell(value)));
  return String.raw({ raw: text }, ...shown);
}
