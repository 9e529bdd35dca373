import { strictEqual, throws } from "node:assert/strict";
import { count, date, text } from "../../etl/contract/columns.ts";
import { defineExtract, type ExtractDraft } from "../../etl/contract/define_extract.ts";

const DRAFT: ExtractDraft = {
  name: "outages",
  title: "Outages",
  source: "a test",
  classification: "amber",
  isClassificationVerified: false,
  hint: /outage/i,
  key: ["reference"],
  period: { column: "started_date", unit: "month" },
  columns: {
    reference: text("Reference", { description: "The reference", classification: "white" }),
    started_date: date("Started Date", { description: "The day it started" }),
    ended_date: date("Ended Date", { description: "The day it ended", blank: "ongoing" }),
    hubs: count("Hubs", { description: "Hubs affected" }),
  },
};

Deno.test("defineExtract() gives columns the extract's class unless they have their own", () => {
  const { columns } = defineExtract(DRAFT);
  strictEqual(columns.reference!.classification, "white");
  strictEqual(columns.hubs!.classification, "amber");
});

const { reference, ...withoutReference } = DRAFT.columns;
const WRONG: readonly [what: string, change: Partial<ExtractDraft>, rule: RegExp][] = [
  ["a name in another case", { name: "Outages" }, /its name must be snake case$/],
  [
    "a column name in another case",
    { columns: { ...DRAFT.columns, endedDate: reference! } },
    /"endedDate" must be snake case$/,
  ],
  [
    "a reserved column name",
    { columns: { ...DRAFT.columns, period: reference! } },
    /has a column "period" of its own$/,
  ],
  ["a key that is no column", { columns: withoutReference }, /the key column "reference" must be one of its columns$/],
  ["no key", { key: [] }, /it must have a key$/],
  ["a key that may be blank", { key: ["ended_date"] }, /the key column "ended_date" must not be blank$/],
  ["a period that is no column", { period: { column: "month", unit: "month" } }, /"month" must be one of its columns$/],
  ["a period that is no date", { period: { column: "hubs", unit: "month" } }, /must hold dates, months or quarters$/],
  ["a period that may be blank", { period: { column: "ended_date", unit: "month" } }, /needs "whenBlank"/],
  [
    "a substitute for a period that is never blank",
    { period: { column: "started_date", unit: "month", whenBlank: "ended_date" } },
    /needs "whenBlank" where it may be blank, and only there$/,
  ],
  [
    "a substitute that is no date",
    { period: { column: "ended_date", unit: "month", whenBlank: "hubs" } },
    /"whenBlank" column "hubs" must hold dates and never be blank$/,
  ],
  [
    "two columns with one header",
    { columns: { ...DRAFT.columns, other: text("Other", { description: "Another", also: ["REFERENCE:"] }) } },
    /the header "REFERENCE:" of "other" is already one of "reference"$/,
  ],
  [
    "a header without letters",
    { columns: { ...DRAFT.columns, other: text("%", { description: "Another" }) } },
    /the header "%" of "other" must hold a letter or digit$/,
  ],
];
for (const [what, change, rule] of WRONG) {
  Deno.test(`defineExtract() rejects a contract with ${what}`, () => {
    throws(() => defineExtract({ ...DRAFT, ...change }), rule);
  });
}
