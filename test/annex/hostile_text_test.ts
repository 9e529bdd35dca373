import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { jsonAnnex } from "../../etl/annex/json_annex.ts";
import { drawCharts } from "../../etl/annex/draw_charts.ts";
import { markdownDocument } from "../../etl/annex/markdown_document.ts";
import { drawn } from "./drawn.ts";
import { HOSTILE, HOSTILE_SET } from "./hostile.ts";
import { xmlElements } from "./xml_texts.ts";

// What reorders or hides text, however it got into a file.
// deno-lint-ignore no-control-regex
const DANGEROUS = /[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/;

Deno.test("markdownDocument() makes nothing of hostile text but text", async () => {
  const markdown = markdownDocument(await drawn(HOSTILE_SET), "charts");
  ok(!DANGEROUS.test(markdown));
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
  const tags = new Set([...html.matchAll(/<([a-z][a-z0-9]*)/g)].map((found) => found[1]!));
  deepStrictEqual(
    [...tags].sort(),
    [
      "blockquote",
      "br",
      "h1",
      "h2",
      "h3",
      "hr",
      "img",
      "li",
      "p",
      "strong",
      "table",
      "tbody",
      "td",
      "th",
      "thead",
      "tr",
      "ul",
    ],
  );
  deepStrictEqual(html.match(/<img[^>]*>/g)!.map((image) => /src="([^"]*)"/.exec(image)![1]), [
    "charts/hostile_chart.svg",
  ]);
  strictEqual(html.match(/<tr>/g)!.length, 1 + HOSTILE.length + 1);
});

Deno.test("jsonAnnex() gives back hostile text exactly, and shows none of its controls", () => {
  const json = jsonAnnex(HOSTILE_SET);
  ok(!DANGEROUS.test(json));
  const { tables } = JSON.parse(json);
  deepStrictEqual(tables[0].rows.slice(0, -1).map((row: { constructor: string }) => row.constructor), [...HOSTILE]);
});

Deno.test("drawCharts() makes well formed SVG that links to and runs nothing", async () => {
  const { charts, files } = await drawCharts(HOSTILE_SET);
  for (const svg of [charts[0]!.svg, String(files.get("charts/hostile_chart.svg"))]) {
    ok(!DANGEROUS.test(svg));
    const elements = xmlElements(svg);
    deepStrictEqual(elements.filter(({ name }) => /script|image|foreignObject|^a$|use|style/.test(name)), []);
    for (const { attributes } of elements) {
      deepStrictEqual(Object.keys(attributes).filter((name) => /^on|href|^style$/.test(name)), []);
    }
    ok(elements.some(({ name, text }) => name === "text" && text === "=cmd|' /C calc'!A0"));
  }
});
