import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { parse } from "parse5";
import type { DefaultTreeAdapterTypes } from "parse5";
import { htmlDocument } from "../../etl/annex/html_document.ts";
import { plainText } from "../../etl/text/plain_text.ts";
import { drawn } from "./drawn.ts";
import { HOSTILE, HOSTILE_SET } from "./hostile.ts";
import { JULY_2019, JULY_2019_AMBER } from "./july_2019.ts";

type Element = DefaultTreeAdapterTypes.Element;

/** Every element of a page as a browser's own rules parse it. */
function elements(html: string): Element[] {
  const found: Element[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node) => {
    if ("tagName" in node) found.push(node);
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(parse(html, { onParseError: ({ code }) => ok(false, `${code} in the page`) }));
  return found;
}

const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value;

function text(node: DefaultTreeAdapterTypes.Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(text).join("") : "";
}

const named = (all: readonly Element[], name: string) => all.filter((element) => element.tagName === name);

Deno.test("htmlDocument() is a semantic page in British English", async () => {
  const all = elements(await htmlDocument(await drawn(JULY_2019)));
  strictEqual(attribute(named(all, "html")[0]!, "lang"), "en-GB");
  strictEqual(text(named(all, "title")[0]!), "Annex A: DCC SEC Panel Reports, July 2019 (White)");
  deepStrictEqual(named(all, "h1").map(text), ["Annex A: DCC SEC Panel Reports, July 2019"]);
  deepStrictEqual(named(all, "caption").map(text), [
    "Reports reviewed by the Operations Group",
    "CSR volumes against forecast",
  ]);
  const scopes = named(all, "th").map((element) => attribute(element, "scope"));
  deepStrictEqual(
    [scopes.filter((scope) => scope === "col").length, scopes.filter((scope) => scope === "row").length],
    [12, 7],
  );
  strictEqual(attribute(named(all, "a")[0]!, "href"), "#main");
  for (const tag of ["header", "nav", "main", "footer"]) strictEqual(named(all, tag).length, 1, tag);
});

Deno.test("htmlDocument() gives every id once, and every reference its element", async () => {
  const set = { ...JULY_2019, charts: [JULY_2019.charts[0]!, { ...JULY_2019.charts[0]!, name: "again" }] };
  const html = await htmlDocument(await drawn(set));
  const all = elements(html);
  const ids = all.flatMap((element) => attribute(element, "id") ?? []);
  deepStrictEqual(ids, [...new Set(ids)]);
  const links = named(all, "a").map((element) => attribute(element, "href")!.slice(1));
  const labels = all.flatMap((element) => attribute(element, "aria-labelledby") ?? []);
  const drawnBy = [...html.matchAll(/url\(#([^)]+)\)/g)].map((found) => found[1]!);
  for (const id of [...links, ...labels, ...drawnBy]) ok(ids.includes(id), id);
});

Deno.test("htmlDocument() says its class at the top, at the bottom and on printed pages", async () => {
  const html = await htmlDocument(await drawn(JULY_2019_AMBER));
  const banners = elements(html).filter((element) => attribute(element, "class") === "banner").map(text);
  const banner = "AMBER This document is classified as Amber in accordance with the Panel Information Policy. " +
    "It is controlled to the SEC Panel only.";
  deepStrictEqual(banners, [banner, banner]);
  ok(html.includes('@top-center { content: "AMBER"'));
  ok(!html.includes("Synthetic"));
  match(await htmlDocument(await drawn(JULY_2019)), /<p class="notice">Synthetic data: /);
});

Deno.test("htmlDocument() needs nothing and runs nothing", async () => {
  const html = await htmlDocument(await drawn(JULY_2019));
  const all = elements(html);
  const policy = attribute(all.find((element) => attribute(element, "http-equiv") !== undefined)!, "content")!;
  const style = createHash("sha256").update(text(named(all, "style")[0]!)).digest("base64");
  strictEqual(
    policy,
    `default-src 'none'; style-src 'sha256-${style}'; font-src data:; base-uri 'none'; form-action 'none'`,
  );
  for (const tag of ["script", "link", "img", "iframe", "object", "embed", "base", "form", "image"]) {
    deepStrictEqual(named(all, tag), [], tag);
  }
  const addresses = html.replaceAll(/xmlns(:xlink)?="[^"]*"/g, "").match(/https?:/g);
  strictEqual(addresses, null);
});

Deno.test("htmlDocument() keeps hostile text as text", async () => {
  const all = elements(await htmlDocument(await drawn(HOSTILE_SET)));
  for (const element of all) {
    for (const { name, value } of element.attrs) {
      ok(!name.startsWith("on") && name !== "style", `${element.tagName} has ${name}`);
      ok(!/^(href|src)$/.test(name) || value.startsWith("#"), `${name} is ${value}`);
    }
  }
  for (const tag of ["script", "img", "b"]) deepStrictEqual(named(all, tag), [], tag);
  strictEqual(named(all, "style").length, 1);
  const cells = [...named(all, "td"), ...named(all, "th")].map(text);
  for (const hostile of HOSTILE) ok(cells.includes(plainText(hostile)), hostile.slice(0, 40));
});
