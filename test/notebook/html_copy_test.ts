import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { executedNotebook } from "../../etl/notebook/executed_notebook.ts";
import { htmlCopy } from "../../etl/notebook/html_copy.ts";
import type { Output } from "../../etl/notebook/notebook_file.ts";
import { safeMarkup } from "../../etl/notebook/safe_markup.ts";

const ABOUT = { name: "late", classification: "amber", isSynthetic: true, month: "2019-07-01" } as const;

/** The page of a notebook of one question and one cell with these outputs. */
async function page(...data: Readonly<Record<string, unknown>>[]): Promise<string> {
  const cells = [
    { id: "question", kind: "markdown", source: "# Which were late?\n\nBy **Region**.", tags: [], metadata: {} },
    { id: "work", kind: "code", source: "await rows('a < b')", tags: [], metadata: {} },
  ] as const;
  const outputs: Output[] = data.map((data) => ({ output_type: "display_data", data, metadata: {} }));
  const printed: Output = { output_type: "stream", name: "stdout", text: ["<b>3</b>\n"] };
  const notebook = { name: "late.ipynb", cells, metadata: {} };
  const copy = executedNotebook(notebook, new Map([["work", [printed, ...outputs]]]), MARKING);
  const text = await htmlCopy(copy, ABOUT);
  return text.replace(/<style>.*?<\/style>/s, "<style></style>");
}

const MARKING = { heading: "**AMBER**", classification: "amber", isSynthetic: false } as const;

Deno.test("htmlCopy() shows text, results and folded code under the marking of its class", async () => {
  const text = await page({ "text/markdown": ["- **North**"], "text/plain": "North" });
  match(text, /<h1>Which were late\?<\/h1>/);
  match(text, /<p>By <strong>Region<\/strong>\.<\/p>/);
  match(text, /<details><summary>Code of cell 2<\/summary><pre>await rows\(&#39;a &lt; b&#39;\)<\/pre><\/details>/);
  match(text, /<pre>&lt;b&gt;3&lt;\/b&gt;\n<\/pre>/);
  match(text, /<li><strong>North<\/strong><\/li>/);
  match(text, /<p class="notice">Synthetic data/);
  strictEqual(text.match(/classified as Amber/g)?.length, 2);
  ok(!text.includes("**AMBER**"));
});

Deno.test("htmlCopy() prefers a drawing to a table to text, and says what only Jupyter can show", async () => {
  const svg =
    '<svg role="img" viewBox="0 0 1 1"><clipPath id="c"><path d="M0"/></clipPath><g clip-path="url(#c)"/></svg>';
  const text = await page(
    { "application/vnd.vegalite.v6+json": {}, "image/svg+xml": [svg], "text/html": "<img>", "text/plain": "a chart" },
    { "text/html": '<table><tbody><tr><td style="text-align:right">3</td></tr></tbody></table>', "text/plain": "3" },
    { "application/pdf": "" },
  );
  match(text, /<svg role="img" viewBox="0 0 1 1"><clipPath id="cell-2-1">.*<g clip-path="url\(#cell-2-1\)">/);
  match(text, /<table class="figures"><tbody><tr><td class="number">3<\/td>/);
  match(text, /Shown in Jupyter only: application\/pdf/);
});

Deno.test("htmlCopy() leaves nothing that runs, fetches or passes for the page's own marking", async () => {
  const hostile = [
    "<script>alert(1)</script>",
    "<xmp><script>alert(2)</script></xmp>",
    "<svg><style><img src=x onerror=alert(3)></style><a href='javascript:alert(4)'><text>x</text></a></svg>",
    '<svg><title><img src="https://example.org/a.png"></title><rect fill="url(https://example.org/b)"/></svg>',
    '<div class="banner" id="main" onclick="alert(5)">WHITE</div>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(6)>",
    "<iframe srcdoc='<script>alert(7)</script>'></iframe><form action=//example.org><input name=a></form>",
    '<meta http-equiv="refresh" content="0;url=//example.org"><base href="//example.org"><link href="//example.org">',
  ];
  for (const markup of hostile) {
    const text = await page({ "text/html": markup }, { "image/svg+xml": markup }, { "text/markdown": markup });
    const elements = elementsOf(parse(text).childNodes);
    const names = new Set(elements.map(({ tagName }) => tagName));
    for (const name of ["script", "img", "iframe", "form", "input", "base", "link", "xmp", "math"]) {
      ok(!names.has(name), `${name} in ${markup}`);
    }
    const attributes = elements.flatMap(({ attrs }) => attrs);
    deepStrictEqual(attributes.filter(({ name }) => /^on|^style$|^src/.test(name)), [], markup);
    deepStrictEqual(
      attributes.filter(({ name, value }) => name === "href" && !value.startsWith("#") || /url\((?!#)/.test(value)),
      [],
      markup,
    );
    strictEqual(attributes.filter(({ name, value }) => name === "class" && value === "banner").length, 2);
    strictEqual(elements.filter(({ tagName }) => tagName === "style").length, 1);
  }
});

Deno.test("htmlCopy() keeps no picture and no link of Markdown that leads to another host", async () => {
  const addresses = [
    "https://example.org/a",
    "//example.org/a",
    "http://example.org",
    "mailto:a@example.org",
    "a.html",
  ];
  const markdown = addresses.map((address) => `![North](${address}) [late](${address}) <${address}>\n\n`).join("") +
    "https://example.org/bare and www.example.org\n\n[x]: https://example.org/y\n\n![a][x] [b][x] [^1]\n\n[^1]: note";
  const text = await page({ "text/markdown": markdown });
  const elements = elementsOf(parse(text).childNodes);
  deepStrictEqual(elements.filter(({ tagName }) => tagName === "img"), []);
  const links = elements.flatMap(({ tagName, attrs }) => tagName === "a" ? attrs : [])
    .filter(({ name }) => name === "href").map(({ value }) => value);
  ok(links.length > 0);
  deepStrictEqual(links.filter((link) => !link.startsWith("#")), []);
  match(text, /North late/);
});

Deno.test("safeMarkup() keeps a table whole but for its styles", () => {
  const once = safeMarkup(
    '<table><caption>a &amp; b</caption><tr><td style="white-space:nowrap">c<br>d</td></tr></table>',
  );
  strictEqual(
    once,
    '<table class="figures"><caption>a &amp; b</caption><tbody><tr><td>c<br>d</td></tr></tbody></table>',
  );
});

function elementsOf(nodes: readonly DefaultTreeAdapterTypes.ChildNode[]): DefaultTreeAdapterTypes.Element[] {
  return nodes.flatMap((node) => "tagName" in node ? [node, ...elementsOf(node.childNodes)] : []);
}
