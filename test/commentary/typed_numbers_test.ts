import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { KnownNumbers } from "../../etl/commentary/known_numbers.ts";
import { typedNumbers } from "../../etl/commentary/typed_numbers.ts";
import type { AnnexTable, TableColumn } from "../../etl/tables/table_set.ts";
import type { Value } from "../../etl/db/value.ts";

const found = (text: string) => typedNumbers(text).map((number) => number.text);

function table(columns: readonly TableColumn[], ...rows: Value[][]): AnnexTable {
  return { name: "t", title: "T", columns, rows, notes: [], source: "", classification: "white" };
}

const KNOWN = new KnownNumbers([
  table(
    [
      { name: "region", title: "Region", kind: "text" },
      { name: "exceptions", title: "Exceptions", kind: "count" },
      { name: "growth_percent", title: "Growth (%)", kind: "percent", decimals: 1 },
      { name: "streak", title: "Months in a row below Target", kind: "count" },
    ],
    ["North", 50_386, 104.3, 21],
    ["Central", 4_077_703, 33.1, 27],
    ["South", 22, 112.7995, 2],
  ),
  table([{ name: "text", title: "Observations", kind: "text" }], [
    "CPM1 was met for the first time in six months; 28.7% of 3,273,674, by the 10th Working Day.",
  ]),
]);

const unknown = (text: string) =>
  typedNumbers(text).filter((number) => !KNOWN.has(number)).map((number) => number.text);

Deno.test("typedNumbers() finds the figures of the published papers and nothing else of them", () => {
  // S0 sections 2 and 3.1, S4 items 3.1, 3.4, 3.5, 4, 9 and 10.3.
  deepStrictEqual(
    found(
      "The Post Commissioning reports between February and June were not published due to technical issues related to " +
        "INC000000439813 and INC000000452354. All Code Performance Measures (CPMs) are above Target Service Level for the " +
        "first time in six months. PM 2 (Category 1 Firmware Payloads completed within TRT) was below target service level " +
        "in all three CSP Regions; prior to June it had been below Minimum Service Level for 6 months in CSP Central & " +
        "South. PM 3.2 for CSP North (N) was below Target Service Level for the second month in a row at 96.60%.",
    ),
    ["6", "96.60%"],
  );
  deepStrictEqual(
    found(
      "There were 22 RDP Incidents opened in April 2021; eight have since been closed. The DCC reported that approx. 50% of " +
        "these were due to customer education, comments by 11 June, in Q1 2021, at 12:20 – 16:50 on 24 May 2021. CPM1 has been " +
        "below Target Service Level for the last 21 months, with this being the 27th instance it has been below in 28 months. " +
        "CPM4 and CPM5, MP122, DP160, SECMP116, 4G CHs, Lot One Bidders, Annex 1, Code Performance Measures (CPM) 1, " +
        "OPSG_50. A total of 12,902 records were closed: 10,716 and 2,186. SEC Section H13.4, clauses 3.24 and 3.25.",
    ),
    ["22", "50%", "21", "27th", "28", "12,902", "10,716", "2,186"],
  );
});

Deno.test("typedNumbers() reads ordinals, percentages, ranges and millions", () => {
  const read = (text: string) => typedNumbers(text).map(({ kind, values, isMonths }) => [kind, values[0], isMonths]);
  deepStrictEqual(read("21 months, the 27th instance, 214, 5 per cent"), [
    ["count", 21, true],
    ["count", 27, true],
    ["count", 214, false],
    ["percent", 5, false],
  ]);
  deepStrictEqual(read("10–15%, between 10 and 15 months, 4.1 million, 4.1m, 50 thousand"), [
    ["percent", 10, false],
    ["percent", 15, false],
    ["count", 10, true],
    ["count", 15, true],
    ["count", 4_100_000, false],
    ["count", 4_100_000, false],
    ["count", 50_000, false],
  ]);
  deepStrictEqual(typedNumbers("for 2 years")[0]?.values, [2, 24]);
});

Deno.test("typedNumbers() takes words for no number", () => {
  deepStrictEqual(
    found(
      "Twenty-one of the first third parties sends half-hourly reads per second in the second half of the third quarter, each " +
        "quarter, two-way, on the one hand; Zero forecasts excluded; phase two; someone, tenant, seventyish, quartered.",
    ),
    [],
  );
});

Deno.test("KnownNumbers holds a typed number to the very figure, and a rounded one to a figure that rounds to it", () => {
  const stands = "50,386; 4077703; over 50,000; nearly 51,000; 4.1 million; 33.1%; 28.7%; " +
    "21 months, the 27th instance, the 2nd month in a row; all 3 Regions; the 10th Working Day; for the last 2 months; 112.8%";
  deepStrictEqual(unknown(stands), []);
  const falls = "50,387; over 40,000; nearly 50,000; about 49,000; 4.2 million; 33%; 29%; 22 months, " +
    "the 28th instance, the 3rd month in a row, in 7 months; all 4 Regions; the 11th Working Day; 112.76%";
  deepStrictEqual(unknown(falls), found(falls));
});

Deno.test("KnownNumbers names the published figure of a percentage with other decimals", () => {
  const published = (text: string) => KNOWN.otherwisePublished(typedNumbers(text)[0]!);
  deepStrictEqual([published("113%"), published("112.80%"), published("114%"), published("50,386")], [
    112.8,
    112.8,
    null,
    null,
  ]);
});

Deno.test("typedNumbers() finds a number where it stands, whatever stands around it", () => {
  const words = fc.array(fc.constantFrom("the", "Users", "(", "“", "sent", "–", "in a line", ",", "."), {
    maxLength: 4,
  });
  fc.assert(fc.property(words, fc.integer({ min: 2, max: 9_999_999 }), words, (before, number, after) => {
    const typed = number.toLocaleString("en-GB");
    const text = [...before, typed, ...after].join(" ");
    const numbers = typedNumbers(text);
    deepStrictEqual(numbers.map(({ start, end, values }) => [text.slice(start, end), ...values]), [[typed, number]]);
  }));
});
