import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { cellReader } from "../../etl/contract/cell_reader.ts";
import type { Column, ColumnKind } from "../../etl/contract/column.ts";
import { Rejection } from "../../etl/contract/rejection.ts";
import performanceMeasures from "../../etl/extracts/performance_measures.ts";
import rdpIncidents from "../../etl/extracts/rdp_incidents.ts";
import reportRegister from "../../etl/extracts/report_register.ts";
import srVariance from "../../etl/extracts/sr_variance.ts";
import type { Cell } from "../../etl/workbook/cell.ts";
import { dateCell, day, percentCell } from "./hand_made_workbook.ts";

const column = (kind: ColumnKind, more: Partial<Column> = {}): Column => ({
  kind,
  header: "Header",
  classification: "white",
  description: "A column",
  ...more,
});
const text = (text: string): Cell => ({ kind: "text", text });
const number = (value: number, format = "General"): Cell => ({ kind: "number", value, format });

function rule(value: unknown): string {
  ok(value instanceof Rejection, `expected a rejection, got ${value}`);
  return value.rule;
}

Deno.test("cellReader() reads counts when whole and not negative", () => {
  const read = cellReader(column("count", { unit: "requests" }), false);
  strictEqual(read(number(0)), 0);
  strictEqual(read(number(4077703, "#,##0")), 4077703);
  strictEqual(read(number(1234.0)), 1234);
  ok(Object.is(read(number(-0)), 0));
  strictEqual(read(text("1,234")), 1234);
  strictEqual(read(text(" 117,465,410\u00a0")), 117465410);
  strictEqual(read(text("1234567")), 1234567);
  strictEqual(read(number(9007199254740991)), 9007199254740991);
});

Deno.test("cellReader() rejects counts that are not whole, negative, grouped wrongly or too big to be exact", () => {
  const read = cellReader(column("count", { unit: "requests" }), false);
  const cells = [
    number(1.5),
    number(-3),
    number(9007199254740992),
    number(0.12, "0%"),
    number(3, "0%"),
    text("1.5"),
    text("-3"),
  ]
    .concat(
      ["n/a", "-", "[x]", "1,23", "12,34,567", "1 234", "1.000", "1e3", "+5", "ten", "9007199254740993", ""].map(text),
    )
    .concat([dateCell("2019-07-01"), { kind: "boolean", value: true }, { kind: "error", text: "#N/A" }]);
  for (const cell of cells) strictEqual(rule(read(cell)), "must be a whole number of requests", JSON.stringify(cell));
  strictEqual(rule(read(undefined)), "must be a whole number of requests");
});

Deno.test("cellReader() accepts only a real blank when a blank has a meaning", () => {
  const read = cellReader(column("count", { unit: "requests", blank: "no forecast submitted" }), false);
  strictEqual(read(undefined), null);
  strictEqual(read(text(" \u00a0\u200b\n")), null);
  for (const marker of ["-", "–", "n/a", "N/A", "[x]", "..", "#N/A"]) {
    deepStrictEqual(
      read(text(marker)),
      new Rejection("must be a whole number of requests", "leave the cell blank: a blank means no forecast submitted"),
    );
  }
});

Deno.test("cellReader() never reads a formula without a stored result as a blank or a zero", () => {
  const read = cellReader(column("count", { blank: "none" }), false);
  strictEqual(
    rule(read({ kind: "uncached", formula: "SUM(E2:E9)" })),
    "must show its value, but the formula's result is not stored in the file",
  );
});

Deno.test("cellReader() reads percentages exactly, from fractions shown as percentages", () => {
  const read = cellReader(column("percent"), false);
  strictEqual(read(percentCell(0.9935)), 99.35);
  strictEqual(read(percentCell(0.966)), 96.6);
  strictEqual(read(percentCell(0.07)), 7);
  strictEqual(read(percentCell(0.29)), 29);
  strictEqual(read(percentCell(0.57)), 57);
  strictEqual(read(percentCell(1)), 100);
  strictEqual(read(percentCell(0)), 0);
  strictEqual(read(percentCell(0.00005)), 0.005);
  // 0.322 × 3 is 0.9660000000000001 in the spreadsheet program's arithmetic, and shown as 96.60%.
  strictEqual(read(percentCell(0.9660000000000001)), 96.6);
  strictEqual(read(number(0.966, "0.0%;[Red]-0.0%")), 96.6);
});

Deno.test("cellReader() reads every hundredth of a percent from a fraction as a distinct number", () => {
  const read = cellReader(column("percent"), false);
  fc.assert(fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
    const points = Number(`${Math.trunc(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`);
    strictEqual(read(percentCell(hundredths / 10_000)), points);
  }));
});

Deno.test("cellReader() reads plain numbers and text under a % header as percentage points", () => {
  const read = cellReader(column("percent"), false);
  strictEqual(read(number(96.6)), 96.6);
  strictEqual(read(number(100)), 100);
  strictEqual(read(number(0)), 0);
  strictEqual(read(text("96.60%")), 96.6);
  strictEqual(read(text("96.6 %")), 96.6);
  strictEqual(read(text("96.6")), 96.6);
  strictEqual(read(text("0.5%")), 0.5);
  strictEqual(read(number(96.6, '0.0"%"')), 96.6);
});

Deno.test("cellReader() rejects a fraction without a percent format, and says why", () => {
  const read = cellReader(column("percent"), false);
  for (const cell of [number(0.966), number(1), text("0.966"), number(0.966, '0.000"%"')]) {
    strictEqual(
      rule(read(cell)),
      "must be percentage points such as 96.6, and this looks like a fraction in a cell without a percent format",
    );
  }
});

Deno.test("cellReader() rejects percentages outside 0 to 100", () => {
  const read = cellReader(column("percent"), false);
  const cells = [number(100.01), number(-1), percentCell(1.0001), percentCell(96.6), percentCell(-0.01)]
    .concat(["101%", "-5%", "96,6", "ninety", "n/a"].map(text));
  for (const cell of cells) strictEqual(rule(read(cell)), "must be a percentage from 0 to 100", JSON.stringify(cell));
});

Deno.test("cellReader() reads dates and months from date cells with any time of day", () => {
  strictEqual(cellReader(column("date"), false)(dateCell("2019-07-31T23:59:59")), day("2019-07-31"));
  strictEqual(cellReader(column("month"), false)(dateCell("2019-07-31T23:59:59")), day("2019-07-01"));
  strictEqual(cellReader(column("quarter"), false)(dateCell("2019-06-30")), day("2019-04-01"));
  strictEqual(cellReader(column("period"), false)(dateCell("2019-06-30")), day("2019-06-01"));
});

Deno.test("cellReader() reads a period written as a month or as a quarter", () => {
  const read = cellReader(column("period"), false);
  strictEqual(read(text("June 2019")), day("2019-06-01"));
  strictEqual(read(text("Q2 2019")), day("2019-04-01"));
  strictEqual(read(text("Apr-Jun 2019")), day("2019-04-01"));
  strictEqual(rule(read(text("H1 2019"))), "must be a month such as July 2019 or a calendar quarter such as 2019 Q2");
});

Deno.test("cellReader() rejects a number without a date format in a date column", () => {
  deepStrictEqual(
    cellReader(column("date"), false)(number(43647)),
    new Rejection("must be a date such as 31/07/2019", "the cell holds a plain number: give it a date format"),
  );
});

Deno.test("cellReader() rejects a number with a date format that is not a day, with the reason", () => {
  const read = cellReader(column("date"), false);
  const suggestion = (value: number, format: string) => {
    const cell = read(number(value, format));
    return cell instanceof Rejection ? cell.suggestion : null;
  };
  const noDay = "the cell has a date format, but its number is no day: type the date again";
  strictEqual(suggestion(-5, "dd/mm/yyyy"), noDay);
  strictEqual(suggestion(60, "mmm\\-yy"), noDay);
  strictEqual(suggestion(43647, "General"), "the cell holds a plain number: give it a date format");
  strictEqual(suggestion(43647, '#,##0" days"'), "the cell holds a plain number: give it a date format");
  strictEqual(suggestion(43647, "[Red]0.00"), "the cell holds a plain number: give it a date format");
});

Deno.test("cellReader() rejects a small number formatted as a date", () => {
  strictEqual(
    rule(cellReader(column("date"), false)(dateCell("1900-01-05"))),
    "must be a date such as 31/07/2019, from 2000 to 2099",
  );
});

Deno.test("cellReader() reads yes and no in every spelling", () => {
  const read = cellReader(column("yes_no"), false);
  for (
    const yes of [text("Yes"), text("y"), text("TRUE"), text("1"), number(1), { kind: "boolean", value: true } as const]
  ) {
    strictEqual(read(yes), true);
  }
  for (
    const no of [text("No"), text("N"), text("false"), text("0"), number(0), { kind: "boolean", value: false } as const]
  ) {
    strictEqual(read(no), false);
  }
  for (const neither of [text("maybe"), text("2"), number(2), number(0.5), dateCell("2019-07-01")]) {
    strictEqual(rule(read(neither)), "must be Yes or No");
  }
});

Deno.test("cellReader() keeps codes as text", () => {
  const read = cellReader(srVariance.columns.service_reference_variant!, true);
  strictEqual(read(text("4.10")), "4.10");
  strictEqual(read(text("0012")), "0012");
  strictEqual(read(text("\u00a0 4.1.1\u200b ")), "4.1.1");
});

Deno.test("cellReader() rejects a number in a code column, whole or not", () => {
  const read = cellReader(srVariance.columns.service_reference_variant!, true);
  for (const cell of [number(4.1), number(12), number(8, "0000")]) {
    strictEqual(
      rule(read(cell)),
      "must be typed as text, because a number has lost leading zeros, and 4.10 has become 4.1",
    );
  }
  strictEqual(
    rule(read(dateCell("2019-01-04"))),
    "must be text, but the spreadsheet program has changed what was typed",
  );
});

Deno.test("cellReader() accepts a whole number as a code when no digit can be lost", () => {
  strictEqual(cellReader(reportRegister.columns.report!, true)(number(12)), "12");
  strictEqual(cellReader(rdpIncidents.columns.category!, false)(number(3)), "3");
  deepStrictEqual(
    cellReader(rdpIncidents.columns.category!, false)(number(6)),
    new Rejection("must be one of 1, 2, 3, 4, 5"),
  );
});

Deno.test("cellReader() stores an enumeration as the contract spells it, whatever its case and spaces", () => {
  const read = cellReader(performanceMeasures.columns.region!, true);
  for (const spelling of ["North", " north ", "NORTH", "\u00a0North\u200b"]) strictEqual(read(text(spelling)), "North");
});

Deno.test("cellReader() stores a Region or Category written in another way as the contract spells it", () => {
  const region = cellReader(performanceMeasures.columns.region!, true);
  const regions = ["CSP North", "csp  c", "CSP S", "south"].map((name) => region(text(name)));
  deepStrictEqual(regions, ["North", "Central", "South", "South"]);
  for (const name of ["C&S", "CSP", "N"]) strictEqual(region(text(name)) instanceof Rejection, true, name);
  const category = cellReader(rdpIncidents.columns.category!, false);
  deepStrictEqual([text("Category 3"), text("cat 1"), number(5)].map(category), ["3", "1", "5"]);
});

Deno.test("cellReader() suggests the nearest accepted spelling of an enumeration", () => {
  const read = cellReader(performanceMeasures.columns.region!, true);
  deepStrictEqual(
    read(text("Nroth")),
    new Rejection("must be one of National, North, Central, South", 'did you mean "North"'),
  );
  deepStrictEqual(read(text("Wales")), new Rejection("must be one of National, North, Central, South"));
});

Deno.test("cellReader() reads measure codes with a space or in lower case", () => {
  const read = cellReader(performanceMeasures.columns.measure!, true);
  strictEqual(read(text("CPM1")), "CPM1");
  strictEqual(read(text("PM 3.2")), "PM3.2");
  strictEqual(read(text("cpm8")), "CPM8");
  strictEqual(rule(read(text("Firmware"))), "must be a measure code such as CPM1 or PM3.2");
});

Deno.test("cellReader() checks a text with its contract's pattern", () => {
  const read = cellReader(rdpIncidents.columns.incident_reference!, true);
  strictEqual(read(text("INC000000439813")), "INC000000439813");
  for (const wrong of ["INC439813", "PBI000000439813", "INC0000004398133"]) {
    strictEqual(rule(read(text(wrong))), "must be INC and 12 digits, such as INC000000439813");
  }
});

Deno.test("cellReader() rejects missing markers, error codes and totals labels in a key column", () => {
  const read = cellReader(column("text"), true);
  for (const marker of ["-", "n/a", "[x]", "..", "#N/A", "#REF!", "Total", "Grand Total:"]) {
    strictEqual(rule(read(text(marker))), "must be given");
  }
  strictEqual(read(text("Total Energy Ltd")), "Total Energy Ltd");
});

Deno.test("cellReader() reads a repeated text the same every time", () => {
  const read = cellReader(column("count"), false);
  fc.assert(fc.property(fc.array(fc.nat(20_000), { maxLength: 300 }), (values) => {
    for (const value of values) strictEqual(read(text(String(value))), value);
  }));
  for (let value = 0; value < 10_000; value++) strictEqual(read(text(String(value))), value);
  strictEqual(read(text("9999")), 9999);
});
