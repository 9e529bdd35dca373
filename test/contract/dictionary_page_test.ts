import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { type DefaultTreeAdapterMap, parse } from "parse5";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { dataDictionary } from "../../etl/dictionary/data_dictionary.ts";
import { dictionaryPage } from "../../etl/dictionary/dictionary_page.ts";

type Element = DefaultTreeAdapterMap["element"];

/** Every element of a page. */
function elements(html: string): Element[] {
  const visit = (node: DefaultTreeAdapterMap["node"]): Element[] => [
    ..."tagName" in node ? [node] : [],
    ..."childNodes" in node ? node.childNodes.flatMap(visit) : [],
  ];
  return visit(parse(html));
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

Deno.test("dictionaryPage() has a heading with a table for each link in its contents", async () => {
  const extracts = await allExtracts();
  const all = elements(await dictionaryPage(dataDictionary(extracts)));
  const of = (tag: string) => all.filter((element) => element.tagName === tag);
  const names = extracts.map((extract) => extract.name);
  deepStrictEqual(of("h2").map((heading) => attribute(heading, "id")), names);
  deepStrictEqual(of("a").map((link) => attribute(link, "href")), names.map((name) => `#${name}`));
  strictEqual(of("table").length, names.length);
  ok(of("table").every((table) => attribute(table.parentNode as Element, "class") === "scroll"));
  ok(of("th").every((cell) => attribute(cell, "scope") === "col"));
  strictEqual(of("a").some((link) => attribute(link, "id") !== undefined), false);
});

Deno.test("dictionaryPage() escapes all markup in the dictionary", async () => {
  const page = await dictionaryPage("A <b onclick=x>bold</b> [x](javascript:alert(1))\n\n<script>alert(1)</script>\n");
  const all = elements(page.slice(page.indexOf("<main")));
  for (const tag of ["script", "b"]) ok(all.every((element) => element.tagName !== tag), tag);
  deepStrictEqual(all.filter(({ tagName }) => tagName === "a").map((link) => attribute(link, "href")), [""]);
  match(page, /&lt;script&gt;/);
});
