import type { AnnexTable, TableSet } from "../../etl/annex/table_set.ts";

/** What a spiteful or broken extract could hold: formulas, markup, Markdown, controls, halves of characters. */
export const HOSTILE = [
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://example.org","y")',
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "\t=1+1",
  "\r\n=1+1",
  "'=1+1",
  "＝1+1",
  "<img src=x onerror=alert(1)>",
  "</style></title><script>alert(1)</script>",
  "<!-- comment",
  "]]>",
  "&amp; &lt; &#60; C&S",
  "a|b\\|c",
  "line one\nline two\r\nline three\u2028line four",
  "__proto__",
  "constructor",
  "\u202Egnp.exe \u2066isolated\u2069",
  "\"double\" 'single' `code` ``two``",
  "[link](javascript:alert(1)) ![image](http://example.org/x.png)",
  "http://example.org www.example.org mailto:a@example.org <http://example.org>",
  "*bold* _em_ **strong** __strong__ ~~gone~~ $math$",
  "# heading",
  "- item",
  "1. one",
  "> quote",
  "---",
  "==== equals",
  "[^1] [x] [ ] ",
  "\u0000\u0008\u001b[31m",
  "half \ud83d of a face",
  "\ufffe\uffff",
  "😀 é ﷽ 中文",
  "_x0041_ _x000D_",
  '&C&"Arial,Bold"&P',
  "{{7*7}} ${7*7} $(id)",
  'url(#clip0) id="clip0"',
  "x".repeat(32_767),
] as const;

const TABLE: AnnexTable = {
  name: "hostile",
  title: "Table <b>title</b> | =1+1 [x](y) \u202E",
  columns: [
    { name: "number", title: "No. =1", kind: "count" },
    { name: "constructor", title: "<script>alert(1)</script> | text", kind: "text", blank: "<b>because</b> | =1+1" },
  ],
  rows: [...HOSTILE.map((text, at) => [at, text]), [HOSTILE.length, null]],
  notes: ["=1+1 <img src=x onerror=alert(1)> | [x](javascript:alert(1))"],
  source: "</td></tr> | =1",
  classification: "white",
};

/** A valid annex with hostile text wherever text can stand. */
export const HOSTILE_SET: TableSet = {
  title: '=Annex </title><script>alert(1)</script> & "A" | \\ \u202E',
  month: "2019-07-01",
  audience: "white",
  isSynthetic: true,
  notes: HOSTILE.filter((text) => text.length < 1000),
  tables: [TABLE],
  charts: [{
    name: "hostile_chart",
    title: "<script>alert(1)</script> =1 \u202E",
    description: '"><img src=x onerror=alert(1)> [x](javascript:alert(1))',
    classification: "white",
    spec: {
      data: { values: HOSTILE.filter((text) => text.length < 1000).map((text, at) => ({ text, at })) },
      mark: "bar",
      encoding: {
        y: { field: "text", type: "nominal", title: "<b>reason</b>" },
        x: { field: "at", type: "quantitative", title: "Count" },
      },
    },
  }],
  withheld: [{ title: "<b>Red</b> | report", classification: "red" }],
};
