import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import * as fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { parseFragment } from "parse5";
import type { DefaultTreeAdapterTypes } from "parse5";
import { escapeMarkdown } from "../../etl/text/escape_markdown.ts";
import { plainText } from "../../etl/text/plain_text.ts";
import { HOSTILE } from "./hostile.ts";

interface Rendered {
  readonly tags: readonly string[];
  readonly text: string;
}

/** What GitHub Flavored Markdown makes of a source: the elements, and the text with a line break a `<br>`. */
function render(markdown: string): Rendered {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
  const tags: string[] = [];
  let text = "";
  const visit = (node: DefaultTreeAdapterTypes.ChildNode) => {
    if ("tagName" in node) {
      tags.push(node.tagName);
      if (node.tagName === "br") text += "\n";
      node.childNodes.forEach(visit);
    } else if ("value" in node) text += node.value;
    else tags.push(node.nodeName);
  };
  parseFragment(html).childNodes.forEach(visit);
  return { tags: tags.filter((tag) => tag !== "br"), text };
}

const lines = (text: string) => text.split("\n").map((line) => line.trim()).join("\n").trim();
const any = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(..."\\`*_{}[]<>()#+-.!|~&;:@\"'$^= \nwa1/") }),
  fc.constantFrom(...HOSTILE.filter((text) => text.length < 1000)),
);

Deno.test("escapeMarkdown() shows exactly the text in a table's cell", () => {
  fc.assert(
    fc.property(any, (text) => {
      const { tags, text: shown } = render(`| a | b |\n| --- | --- |\n| ${escapeMarkdown(text)} | z |`);
      deepStrictEqual(tags, ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]);
      strictEqual(
        lines(shown).replace(/\s*z$/, "").replace(/^a\s*b\s*/, ""),
        lines(plainText(text)).replace(/^a\s*b\s*/, ""),
      );
    }),
    { numRuns: 300 },
  );
});

Deno.test("escapeMarkdown() shows exactly the text in a paragraph of its own", () => {
  fc.assert(
    fc.property(any, (text) => {
      const { tags, text: shown } = render(escapeMarkdown(text));
      ok(tags.every((tag) => tag === "p"), `made ${tags.join(", ")}`);
      strictEqual(lines(shown), lines(plainText(text)));
    }),
    { numRuns: 300 },
  );
});

Deno.test("escapeMarkdown() leaves a paper's sentence as it reads", () => {
  const sentence = "July 2019: 4,077,703 requests were sent versus a forecast of 3,273,674. 112.8% of the forecast " +
    "(Zero forecasts excluded from percentage). CSP C&S – PM3.2 at 96.60%; ≥ 110%.";
  strictEqual(escapeMarkdown(sentence), sentence);
});
