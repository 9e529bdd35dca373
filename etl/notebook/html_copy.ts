import { htmlPage } from "../annex/html_page.ts";
import { escapeMarkup } from "../text/escape_markup.ts";
import { isolateIds } from "../charts/isolate_ids.ts";
import { plainText } from "../text/plain_text.ts";
import type { Classification } from "../base/classification.ts";
import type { MimeBundle, Output } from "./notebook_file.ts";

/** What an HTML copy says of itself. */
export interface HtmlCopy {
  /** For a notebook without a heading. */
  readonly name: string;
  readonly classification: Classification;
  readonly isSynthetic: boolean;
  /** The first of its month, `yyyy-mm-dd`. */
  readonly month: string;
}

interface ExecutedCell {
  readonly cell_type: string;
  readonly metadata: { readonly tags?: readonly string[] };
  readonly source: readonly string[];
  readonly outputs?: readonly Output[];
}

/**
 * An executed copy as one HTML page to read, print and send on: text, tables and charts in the annex's style with its
 * marking, the code folded away under each. Nothing in it runs.
 *
 * @param copy The text of the executed copy
 *
 * @example
 * ```ts
 * import { executedNotebook } from "./executed_notebook.ts";
 * import { htmlCopy } from "./html_copy.ts";
 * import { match } from "node:assert/strict";
 * const cell = { id: "a", kind: "markdown", source: "# Which were late?", tags: [], metadata: {} } as const;
 * const copy = executedNotebook({ name: "a.ipynb", cells: [cell], metadata: {} }, new Map());
 * const about = { name: "a", classification: "white", isSynthetic: false, month: "2019-07-01" } as const;
 * match(await htmlCopy(copy, about), /<h1>Which were late\?<\/h1>/);
 * ```
 */
export async function htmlCopy(copy: string, about: HtmlCopy): Promise<string> {
  const { micromark } = await import("micromark");
  const { gfm, gfmHtml } = await import("micromark-extension-gfm");
  const { safeMarkup } = await import("./safe_markup.ts");
  const { withoutLinks } = await import("./without_links.ts");
  const markdown = (text: string) =>
    withoutLinks(micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }));

  const cells = (JSON.parse(copy).cells as ExecutedCell[]).filter(({ metadata }) =>
    // The class of the copy: the page has its own.
    !metadata.tags?.includes("heading")
  );
  const first = cells[0]?.cell_type === "markdown" ? cells[0].source.join("") : "";
  const [opening, title] = /^# +(.+)\n*/.exec(first) ?? ["", about.name];
  const drawn = cells.map((cell, index) => {
    const source = cell.source.join("");
    if (cell.cell_type === "markdown") return markdown(index === 0 ? source.slice(opening.length) : source);
    if (cell.cell_type !== "code") return printed(source);
    const outputs = (cell.outputs ?? []).map((output) => {
      const shown = output.output_type === "stream"
        ? printed(output.text.join(""))
        : show(output.data, { markdown, safeMarkup });
      return `<div class="output" role="region" aria-label="Result of cell ${index + 1}" tabindex="0">${
        isolateIds(shown, `cell-${index + 1}`)
      }</div>`;
    });
    const code = `<details><summary>Code of cell ${index + 1}</summary>${printed(source)}</details>`;
    return [code, ...outputs].join("\n");
  });
  const page = { ...about, title: title!, facts: [], orientation: "landscape", sections: [] } as const;
  return await htmlPage(page, `<main id="main">\n${drawn.join("\n")}\n</main>`, STYLE);
}

/** The richest of the formats that a page without scripts can show. */
function show(
  data: MimeBundle,
  { markdown, safeMarkup }: Readonly<Record<"markdown" | "safeMarkup", (text: string) => string>>,
): string {
  const text = (type: string) => [data[type] as string | string[]].flat().join("");
  if ("image/svg+xml" in data) return safeMarkup(text("image/svg+xml"));
  if ("text/html" in data) return safeMarkup(text("text/html"));
  if ("text/markdown" in data) return markdown(text("text/markdown"));
  return printed("text/plain" in data ? text("text/plain") : `Shown in Jupyter only: ${Object.keys(data).join(", ")}`);
}

function printed(text: string): string {
  return `<pre>${escapeMarkup(plainText(text))}</pre>`;
}

const STYLE = `
.output { overflow-x: auto; margin-block: 0.75rem 1.5rem; }
.output > :last-child { margin-bottom: 0; }
.output caption { position: static; width: auto; height: auto; clip-path: none; white-space: normal; text-align: left; font-weight: 700; padding-block: 0.5rem; }
.output svg { display: block; max-width: none; }
details { margin-block: 0.5rem; }
summary { color: var(--soft); cursor: pointer; font-size: 0.875rem; width: max-content; }
summary:focus-visible { outline: 3px solid #e3a21a; outline-offset: 2px; }
pre { margin: 0.4rem 0 0; padding: 0.75rem 1rem; background: var(--band); overflow-x: auto; font: 400 0.8125rem/1.5 ui-monospace, Consolas, "Liberation Mono", monospace; }
@media print {
  details { display: none; }
  .output { overflow: visible; break-inside: avoid; }
  .output svg { max-width: 100%; height: auto; }
}`;
