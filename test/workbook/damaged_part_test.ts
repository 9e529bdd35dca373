import { deepStrictEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { unzipSync } from "fflate";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";
import { parseWithSheetjs } from "./parse_with_sheetjs.ts";
import { UserError } from "../../etl/base/user_error.ts";
import { writeZip } from "../workbooks/write_zip.ts";
import { fixture, readCells } from "./read_cells.ts";

// Both readers agree on these files, so the damage causes every difference. A damaged .ods or .xlsb makes SheetJS run
// out of memory.
const FILES = ["deflated.xlsx", "two-row-header.xlsx", "hidden.xlsx", "percent-formats.xlsx", "booleans.xlsx"];
const VALUES = ["", "0", "-1", "2", "A1", "B2", "XFD1", "s", "str", "e", "b", "999999999999", "NaN", " 1 ", "1.0"];
const SNIPPETS = [
  ...[
    "<!-- x -->",
    "<![CDATA[9]]>",
    "<extLst/>",
    "<v>77</v>",
    "<row/>",
    "<c/>",
    "<t>t</t>",
    "&amp;",
    "&bogus;",
    "text",
  ],
  ...['<row r="2"/>', '<c r="A1"><v>1</v></c>', "<is><t>in</t></is>", "<f>1+1</f>", "<sheetData/>", "<x:c/>"],
];

/** One change to XML. `place` is relative: from 0 to 1 of the text or list that it applies to. */
const change = fc.record({
  way: fc.constantFrom("tag gone", "tag twice", "value", "snippet", "letter", "cut", "renamed"),
  place: fc.double({ min: 0, max: 0.999, noNaN: true }),
  value: fc.constantFrom(...VALUES),
  snippet: fc.constantFrom(...SNIPPETS),
  letter: fc.integer({ min: 32, max: 126 }),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function damage(xml: string, { way, place, value, snippet, letter }: Change): string {
  const at = Math.floor(place * xml.length);
  if (way === "cut") return xml.slice(0, at);
  if (way === "letter") return xml.slice(0, at) + String.fromCharCode(letter) + xml.slice(at + 1);
  const found = [...xml.matchAll(way === "value" ? /(?<==")[^"]*(?=")/g : /<[^<>]*>/g)];
  const one = found[Math.floor(place * found.length)];
  if (one === undefined) return xml;
  const by = {
    "tag gone": "",
    "tag twice": one[0] + one[0],
    value,
    snippet: one[0] + snippet,
    renamed: one[0].replace(/^<(\/?)[\w:]+/, "<$1other"),
  }[way];
  return xml.slice(0, one.index) + by + xml.slice(one.index + one[0].length);
}

Deno.test("openWorkbook() refuses a workbook with damaged XML in a valid zip, or reads it like SheetJS", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/damaged.xlsx`;
  const wanted = fc.record({
    name: fc.constantFrom(...FILES),
    part: fc.constantFrom("xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"),
    change,
  });
  let read = 0;
  try {
    await fc.assert(
      fc.asyncProperty(wanted, async ({ name, part, change }) => {
        const parts = unzipSync(await Deno.readFile(fixture(name)));
        parts[part] = new TextEncoder().encode(damage(new TextDecoder().decode(parts[part]), change));
        const bytes = writeZip(Object.entries(parts).map(([name, content]) => ({ name, content })));
        await Deno.writeFile(path, bytes);
        const own = await openWorkbook(path).then(readCells).catch((error) => {
          ok(error instanceof UserError && error.exitCode === 4, String(error instanceof Error ? error.stack : error));
          return null;
        });
        if (own === null) return;
        const sheets = await parseWithSheetjs(bytes).catch(() => null);
        if (sheets === null) return;
        read++;
        deepStrictEqual(own, await readCells({ format: "xlsx", sheets }));
      }),
      { numRuns: 400, seed: 20190704 },
    );
    ok(read > 50, `only ${read} were read by both`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
