import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { docxDocument } from "../../etl/annex/docx_document.ts";
import { plainText } from "../../etl/text/plain_text.ts";
import { drawn } from "./drawn.ts";
import { HOSTILE, HOSTILE_SET } from "./hostile.ts";
import { JULY_2019, JULY_2019_AMBER } from "./july_2019.ts";
import { type XmlElement, xmlElements } from "./xml_texts.ts";

async function parts(set: typeof JULY_2019): Promise<Map<string, XmlElement[]>> {
  const files = Object.entries(unzipSync(await docxDocument(await drawn(set))));
  return new Map(
    files.filter(([path]) => /\.(xml|rels)$/.test(path)).map(([path, part]) => [path, xmlElements(strFromU8(part))]),
  );
}

/** The text of every paragraph of a style, in order. */
function headings(body: readonly XmlElement[], style: string): string[] {
  const texts: string[] = [];
  body.forEach((element, at) => {
    if (element.name !== "w:pStyle" || element.attributes["w:val"] !== style) return;
    texts.push(body.slice(0, at).findLast((before) => before.name === "w:p")!.text);
  });
  return texts;
}

Deno.test("docxDocument() has real headings", async () => {
  const body = (await parts(JULY_2019)).get("word/document.xml")!;
  deepStrictEqual(headings(body, "Heading1"), ["Annex A: DCC SEC Panel Reports, July 2019"]);
  deepStrictEqual(headings(body, "Heading2"), [
    "Reports reviewed by the Operations Group",
    "CSR volumes against forecast",
    "Actions overdue",
    "Charts",
    "Held above this document's class",
    "Notes",
  ]);
  deepStrictEqual(headings(body, "Heading3"), ["CSRs sent against forecast, May to July 2019"]);
});

Deno.test("docxDocument() has real tables with a title and one repeated heading row", async () => {
  const body = (await parts(JULY_2019)).get("word/document.xml")!;
  const named = (name: string) => body.filter((element) => element.name === name);
  strictEqual(named("w:tbl").length, 2);
  strictEqual(named("w:tblHeader").length, 2);
  strictEqual(named("w:tr").length, 1 + 4 + 1 + 3);
  deepStrictEqual(named("w:tblCaption").map((element) => element.attributes["w:val"]), [
    "Reports reviewed by the Operations Group",
    "CSR volumes against forecast",
  ]);
  const cells = named("w:tc").map((element) => element.text);
  deepStrictEqual(cells.slice(-7), [
    "July 2019",
    "4,077,703",
    "3,273,674",
    "112.8",
    "Yes",
    "14 August 2019",
    "Q3 2019",
  ]);
  ok(cells.includes("SEC L8.9 – Monthly – 10th Working Day following the month's end.On time."));
});

Deno.test("docxDocument() is landscape A4 in British English", async () => {
  const read = await parts(JULY_2019);
  const page = read.get("word/document.xml")!.find((element) => element.name === "w:pgSz")!.attributes;
  deepStrictEqual([page["w:w"], page["w:h"], page["w:orient"]], ["16838", "11906", "landscape"]);
  strictEqual(read.get("word/styles.xml")!.find((element) => element.name === "w:lang")!.attributes["w:val"], "en-GB");
  strictEqual(read.get("docProps/core.xml")!.find((element) => element.name === "dc:language")!.text, "en-GB");
});

Deno.test("docxDocument() carries its class on every page and in its properties", async () => {
  const white = await parts(JULY_2019);
  strictEqual(white.get("word/header1.xml")![0]!.text, "WHITE – SYNTHETIC DATA");
  match(white.get("word/footer1.xml")![0]!.text, /^WHITEPage PAGE of NUMPAGES$/);
  const amber = await parts(JULY_2019_AMBER);
  strictEqual(amber.get("word/header1.xml")![0]!.text, "AMBER");
  strictEqual(amber.get("docProps/core.xml")!.find((element) => element.name === "cp:category")!.text, "Amber");
  match(amber.get("docProps/custom.xml")![0]!.text, /Amber/);
});

Deno.test("docxDocument() describes each chart to people who cannot see it", async () => {
  const body = (await parts(JULY_2019)).get("word/document.xml")!;
  deepStrictEqual(body.filter((element) => element.name === "wp:docPr").map((element) => element.attributes.descr), [
    "Requests sent were above forecast in May and July 2019; June had no forecast.",
  ]);
});

Deno.test("docxDocument() keeps hostile text as text, in well formed parts without links or fields of its own", async () => {
  const read = await parts(HOSTILE_SET);
  const body = read.get("word/document.xml")!;
  const cells = body.filter((element) => element.name === "w:tc").map((element) => element.text);
  // A line break is an element of its own, without text.
  for (const text of HOSTILE) ok(cells.includes(plainText(text).replaceAll("\n", "")), text.slice(0, 40));
  deepStrictEqual(
    body.filter((element) => /^w:(hyperlink|fldSimple|instrText|altChunk|object)$/.test(element.name)),
    [],
  );
  for (const [path, elements] of read) {
    ok(elements.every((element) => element.attributes.TargetMode !== "External"), path);
  }
});
