import { ok, strictEqual } from "node:assert/strict";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { text } from "../../etl/contract/columns.ts";
import { dataDictionary } from "../../etl/dictionary/data_dictionary.ts";
import { defineExtract } from "../../etl/contract/define_extract.ts";

Deno.test("dataDictionary() has a row for every column of every extract", async () => {
  const extracts = await allExtracts();
  const page = dataDictionary(extracts);
  for (const extract of extracts) {
    ok(page.includes(`](#${extract.name})`) && page.includes(`<a id="${extract.name}"></a>`), extract.name);
    for (const [name, column] of Object.entries(extract.columns)) {
      ok(page.includes(`| \`${name}\` | ${column.header} |`), name);
    }
  }
});

Deno.test("dataDictionary() describes a column as its contract does", () => {
  const extract = defineExtract({
    name: "outages",
    title: "Outages",
    source: "a test",
    classification: "amber",
    isClassificationVerified: false,
    hint: /outage/i,
    key: ["reference"],
    period: null,
    columns: {
      reference: text("Reference", { description: "Its reference: a|b", also: ["Ref"] }),
      cause: text("Cause", { description: "Its cause", blank: "not known" }),
    },
  });
  strictEqual(
    dataDictionary([extract]).split("## ")[1],
    `<a id="outages"></a>Outages

Table \`extracts.outages\`. Source: a test. Class: amber (unverified). One row per \`reference\`. A re-issue replaces the whole list.

| Column | Header | Holds | A blank means | Description |
| --- | --- | --- | --- | --- |
| \`reference\` | Reference | text | key | Its reference: a\\|b |
| \`cause\` | Cause | text | not known | Its cause |

Also accepted: Reference as Ref.
`,
  );
});

Deno.test("dataDictionary() gives the period of rows without a date", async () => {
  const page = dataDictionary((await allExtracts()).filter((extract) => extract.name === "ch_returns"));
  ok(page.includes(
    "A re-issue replaces the quarter of `closed_date`; a row without one belongs to the file's latest quarter, or where there " +
      "is none to that of the latest `returned_date`.",
  ));
});

Deno.test("dataDictionary() lists other spellings only if there are any", () => {
  const extract = defineExtract({
    name: "outages",
    title: "Outages",
    source: "a test",
    classification: "amber",
    isClassificationVerified: true,
    hint: /outage/i,
    key: ["reference"],
    period: null,
    columns: { reference: text("Reference", { description: "Its reference" }) },
  });
  ok(!dataDictionary([extract]).includes("Also accepted"));
});
