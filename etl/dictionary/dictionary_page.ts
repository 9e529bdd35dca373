import { createHash } from "node:crypto";
import { htmlStyle } from "../annex/html_style.ts";
import { houseFonts } from "../text/house_fonts.ts";

/**
 * Renders the data dictionary as one self-contained HTML page in the house style. Markup in the Markdown is escaped,
 * except the anchors of its headings.
 *
 * @param markdown The output of `dataDictionary`
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { dataDictionary } from "./data_dictionary.ts";
 * import { dictionaryPage } from "./dictionary_page.ts";
 * import { match } from "node:assert/strict";
 * match(await dictionaryPage(dataDictionary([csr])), /<h2 id="csr_variance">CSR/);
 * ```
 */
export async function dictionaryPage(markdown: string): Promise<string> {
  const { micromark } = await import("micromark");
  const { gfm, gfmHtml } = await import("micromark-extension-gfm");
  const body = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
    .replace(/<h2>&lt;a id=&quot;(\w+)&quot;&gt;&lt;\/a&gt;/g, '<h2 id="$1">')
    .replaceAll("<th>", '<th scope="col">')
    .replaceAll("<table>", '<div class="scroll" tabindex="0"><table>')
    .replaceAll(/<\/table>\s*<p>/g, '</table></div>\n<p class="source">')
    .replaceAll(/<\/table>(?!<\/div>)/g, "</table></div>");
  const style = htmlStyle(LOOK, await houseFonts());
  const hash = createHash("sha256").update(style).digest("base64");
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; font-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${LOOK.title}</title>
<style>${style}</style>
</head>
<body>
<main class="sheet">
${body}
</main>
</body>
</html>
`;
}

/** The contracts are committed, so the page is White. It belongs to no month. */
const LOOK = {
  title: "Data dictionary",
  facts: [],
  classification: "white",
  isSynthetic: false,
  month: "1980-01-01",
  orientation: "landscape",
  sections: [],
} as const;
