import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { csvTable, csvText } from "../../etl/tables/csv_table.ts";
import type { AnnexTable } from "../../etl/tables/table_set.ts";
import { plainText } from "../../etl/text/plain_text.ts";
import { HOSTILE } from "./hostile.ts";

const table = (rows: AnnexTable["rows"]): AnnexTable => ({
  name: "t",
  title: "T",
  source: "S",
  classification: "white",
  notes: [],
  columns: [
    { name: "a", title: "A", kind: "text" },
    { name: "b", title: "B", kind: "percent", decimals: 1 },
    { name: "c", title: "C", kind: "date" },
    { name: "d", title: "D", kind: "boolean" },
  ],
  rows,
});

const undone = (text: string) =>
  /^'(?:'*\n|[\s'\u00ad\u200b-\u200f\u2060]*[=+\-@＝＋－＠])/.test(text) ? text.slice(1) : text;

Deno.test("csvTable() keeps numbers unrounded, dates as they are and blanks empty", () => {
  strictEqual(
    csvTable(table([["North", 112.80345678901234, "2019-07-01", true], [null as never, -0.5, null, false]])),
    "a,b,c,d\r\nNorth,112.80345678901234,2019-07-01,true\r\n,-0.5,,false\r\n",
  );
});

Deno.test("csvTable() quotes what RFC 4180 quotes", () => {
  strictEqual(
    csvTable(table([['say "hi", twice\nhere', 1, null, null]])),
    'a,b,c,d\r\n"say ""hi"", twice\nhere",1,,\r\n',
  );
});

Deno.test("csvText() leaves nothing a spreadsheet takes for a formula", () => {
  for (const text of HOSTILE) match(csvText(text), /^[^=+\-@\t\r\n＝＋－＠]/);
  strictEqual(csvText("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
});

Deno.test("csvText() leaves no formula behind a tab, a carriage return or another blank", () => {
  const blanks = [
    "\t",
    "\r",
    "\r\n",
    "\n",
    " ",
    "\v",
    "\f",
    "\u00a0",
    "\u3000",
    "\ufeff",
    "\u200b",
    "\u2028",
    "\u0085",
    "\t\r \t",
  ];
  for (const blank of blanks) {
    for (const sign of ["=", "+", "-", "@", "＝", "＋", "－", "＠"]) {
      const text = csvText(`${blank}${sign}1+1`);
      match(text, /^(?:'|\[U\+)/, JSON.stringify(blank + sign));
    }
  }
  strictEqual(csvText("\t=1+1"), "' =1+1");
  strictEqual(csvText("\r=1+1"), "'\n=1+1");
  strictEqual(csvText(" North - South"), " North - South");
  strictEqual(csvText("'quoted'"), "'quoted'");
});

Deno.test("csvText() can be undone without loss", () => {
  const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[' \t\r\n]{0,3}[=+\-@a]?.{0,5}$/));
  fc.assert(fc.property(text, (value) => strictEqual(undone(csvText(value)), plainText(value))));
});

Deno.test("csvTable() gives back every text when another program parses it", () => {
  const text = fc.oneof(fc.string({ unit: "grapheme", minLength: 1 }), fc.constantFrom(...HOSTILE));
  fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
    const csv = csvTable(table(texts.map((value) => [value, 1, null, null])));
    const records = parse(csv, { record_delimiter: "\r\n" }).slice(1) as string[][];
    deepStrictEqual(records.map((record) => undone(record[0]!)), texts.map(plainText));
  }));
});
