import { createHash } from "node:crypto";
import { escapeMarkup } from "../text/escape_markup.ts";
import { houseFonts } from "../text/house_fonts.ts";
import { plainText } from "../text/plain_text.ts";
import { htmlStyle } from "./html_style.ts";
import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import type { PanelDocument } from "./panel_document.ts";

/**
 * An HTML file around a body: title, facts, marking above and below, fonts and style inside. Its policy lets no script
 * run and nothing be fetched.
 *
 * @param document What stands around the body; its sections are left to the body
 * @param body Safe HTML, whose main part has the id `main`
 * @param style CSS after the house's
 *
 * @example
 * ```ts
 * import { htmlPage } from "./html_page.ts";
 * import { match } from "node:assert/strict";
 * const page = await htmlPage(
 *   {
 *     title: "Late & early",
 *     facts: [],
 *     classification: "white",
 *     isSynthetic: false,
 *     month: "2019-07-01",
 *     orientation: "portrait",
 *     sections: [],
 *   },
 *   '<main id="main"></main>',
 * );
 * match(page, /<h1>Late &amp; early<\/h1>/);
 * ```
 */
export async function htmlPage(document: PanelDocument, body: string, style: string = ""): Promise<string> {
  const whole = `${htmlStyle(document, await houseFonts())}${style}`;
  const hash = createHash("sha256").update(whole).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; base-uri 'none'; form-action 'none'`;
  const { label } = MARKINGS[document.classification];
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="classification" content="${label}">
<title>${text(document.title)} (${label})</title>
<style>${whole}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<div class="banner">${banner(document)}</div>
<div class="sheet">
<header>
<h1>${text(document.title)}</h1>
${document.isSynthetic ? `<p class="notice">${text(SYNTHETIC_NOTICE)}</p>\n` : ""}${facts(document.facts)}</header>
${body}
</div>
<footer class="banner">${banner(document)}</footer>
</body>
</html>
`;
}

function text(plain: string): string {
  return escapeMarkup(plainText(plain));
}

function banner({ classification }: PanelDocument): string {
  const { label, statement } = MARKINGS[classification];
  return `<p class="sheet"><span class="class ${classification}">${label.toUpperCase()}</span> <span>${
    text(statement)
  }</span></p>`;
}

function facts(pairs: PanelDocument["facts"]): string {
  if (pairs.length === 0) return "";
  return `<dl class="facts">${
    pairs.map(([label, value]) => `<dt>${text(label)}</dt><dd>${text(value)}</dd>`).join("")
  }</dl>\n`;
}
