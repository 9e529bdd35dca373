import { deepStrictEqual, match, ok } from "node:assert/strict";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { count, percent } from "../../etl/contract/columns.ts";
import { defineExtract } from "../../etl/contract/define_extract.ts";
import { normaliseHeader } from "../../etl/contract/normalise_header.ts";
import { read, sheet, userId } from "./hand_made_workbook.ts";

const CSR = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"];

for (
  const [header, unit] of [
    ["Actual %", "percentages"],
    ["% Actual", "percentages"],
    ["Actual Volume (per cent)", "percentages"],
    ["Actual percentage", "percentages"],
    ["Actual (£)", "sums of money"],
    ["Actual Volume £m", "sums of money"],
    ["Actual Volume (GBP)", "sums of money"],
    ["Actual Volume (€)", "sums of money"],
    ["Actual Volume (000s)", "thousands"],
    ["Actual Volume '000", "thousands"],
    ["Actual Volume (thousands)", "thousands"],
    ["Actual Volume (in thousands)", "thousands"],
    ["Actual Volume [k]", "thousands"],
    ["Actual Volume (millions)", "millions"],
    ["Actual Volume (m)", "millions"],
    ["Actual Volume (hours)", '"hours"'],
  ] as const
) {
  Deno.test(`readExtract() does not read "${header}" as Actual Volume`, async () => {
    const { rows, problems } = await read([
      sheet("CSR", [[...CSR.slice(0, 4), header], ["2019-07", userId(1), "Alpha", 1000, 112]]),
    ]);
    deepStrictEqual(rows, []);
    deepStrictEqual(problems, [
      `CSR must have the column "Actual Volume" of csr_variance: E1 "${header}" is another column, because its ` +
      `values are ${unit}: put a whole number of requests in each row under "Actual Volume"`,
    ]);
  });
}

Deno.test("readExtract() never suggests renaming a header in another unit, even a misspelt one", async () => {
  const { problems } = await read([
    sheet("CSR", [[...CSR.slice(0, 4), "Actaul Volume (000s)"], ["2019-07", userId(1), "Alpha", 1000, 112]]),
  ]);
  deepStrictEqual(problems.length, 1);
  ok(!problems[0]!.includes("rename"), problems[0]!);
});

Deno.test("readExtract() matches no column with a count or date header in another unit", async () => {
  for (const extract of await allExtracts()) {
    for (const [name, { kind, header }] of Object.entries(extract.columns)) {
      if (!["count", "date"].includes(kind)) continue;
      for (const mark of ["%", "(£)", "(000s)", "(millions)"]) {
        const headers = Object.entries(extract.columns).map(([other, column]) =>
          other === name ? `${header} ${mark}` : column.header
        );
        const { rows, problems } = await read([sheet("Data", [headers, headers.map(() => "x")])]);
        deepStrictEqual(rows, []);
        ok(problems.some((problem) => problem.includes(`"${header} ${mark}" is another column`)), problems.join("\n"));
        ok(!problems.some((problem) => problem.includes("rename")), problems.join("\n"));
      }
    }
  }
});

Deno.test("readExtract() reads a percentage under a header without the sign, and a count with its own unit", async () => {
  const header = [
    ...["Reporting Month", "Measure", "Measure Name", "Provider", "Region", "Within Target (events)", "Total [1]"],
    ...["Achieved Service Level", "Target percentage", "Minimum"],
  ];
  const { problems, rows } = await read([
    sheet("PMR", [header, ["2019-07", "CPM1", "On time", "DCC", "National", 99, 100, 99, 99, 96]]),
  ]);
  deepStrictEqual([rows.length, problems], [1, []]);
});

Deno.test("normaliseHeader() distinguishes headers that differ only in a sign", () => {
  const pairs = [["< 4 hours", "> 4 hours"], ["Change", "Change %"], ["≤ 4 hours", "< 4 hours"], [
    "Cost",
    "Cost (£)",
  ]] as const;
  for (const [one, other] of pairs) ok(normaliseHeader(one) !== normaliseHeader(other), one);
  deepStrictEqual(normaliseHeader("≥ 4 hours"), normaliseHeader(">= 4 Hours"));
  match(normaliseHeader("Change per cent"), /^change%$/);
});

Deno.test("defineExtract() reads headers that differ only in a sign as two columns", () => {
  const about = { description: "An example" };
  defineExtract({
    name: "delays",
    title: "Delays",
    source: "an example",
    classification: "white",
    isClassificationVerified: true,
    hint: /delays/,
    key: ["short"],
    period: null,
    columns: {
      short: count("< 4 hours", about),
      long: count("> 4 hours", about),
      change: count("Change", about),
      change_percent: percent("Change %", about),
    },
  });
});
