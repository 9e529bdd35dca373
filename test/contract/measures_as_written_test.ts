import { deepStrictEqual, match } from "node:assert/strict";
import { read, type Rows, sheet, type Shorthand } from "./hand_made_workbook.ts";

const HEADER = [
  ...["Reporting Month", "Measure", "Measure Name", "Provider", "Region", "Within Target", "Total"],
  ...["Achieved %", "Target Service Level %", "Minimum Service Level %"],
];

function row(measure: Shorthand, provider: string, region: string | null, ...counts: Shorthand[]): Shorthand[] {
  return ["2018-03", measure, "On time", provider, region, ...counts.length > 0 ? counts : [99, 100, 99], 99, 96];
}

async function readRows(rows: Rows) {
  const outcome = await read([sheet("PMR", rows)]);
  return {
    values: outcome.rows.map(({ values }) => [values.provider, values.region, values.measure]),
    counts: outcome.rows.map(({ values }) => [values.within_target, values.total, values.achieved_percent]),
    problems: outcome.problems,
  };
}

Deno.test("readExtract() stores every spelling of a measure's code in one form, and loses no digit", async () => {
  const spellings = ["1.1", "1.10", "2", "CH1.3", "ch 1.3", "SP PM 3.2", "CPM 1", "CPM01", "pm3.2", "3.2", "CPM-8"];
  const { values, problems } = await readRows([HEADER, ...spellings.map((code) => row(code, "DSP", "National")), [
    ...row(2, "DCC", "National"),
  ]]);
  deepStrictEqual(problems, []);
  deepStrictEqual(values.map(([, , measure]) => measure), [
    ...["1.1", "1.10", "2", "CH1.3", "CH1.3", "SPPM3.2", "CPM1", "CPM1", "PM3.2", "3.2", "CPM8", "2"],
  ]);
});

Deno.test("readExtract() rejects a measure's code that is typed as a number with decimals: 1.1 may have been 1.10", async () => {
  const { problems } = await readRows([HEADER, row(1.1, "DSP", "National")]);
  deepStrictEqual(problems.length, 1);
  match(problems[0]!, /^PMR!B2 \(Measure\) must be typed as text/);
});

Deno.test("readExtract() takes the Region from a provider that names it", async () => {
  const spellings = ["CSPN", "CSP N", "csp-n", "CSP North", "CSP (North)", "CSPC", "CSP C", "CSPS", "CSP South"];
  const { values, problems } = await readRows([
    HEADER,
    ...spellings.map((provider, index) => row(`PM${index}`, provider, null)),
    row("1.1", "DSP", null),
    row("1.1", "DCC", "-"),
    row("3.2", "CSPC", "CSP Central"),
  ]);
  deepStrictEqual(problems, []);
  deepStrictEqual(values.map(([provider, region]) => `${provider} ${region}`), [
    ...Array(5).fill("CSP North"),
    ...["CSP Central", "CSP Central", "CSP South", "CSP South", "DSP National", "DCC National", "CSP Central"],
  ]);
});

Deno.test("readExtract() reads a table without a Region column when its providers name the Regions", async () => {
  const without = (cells: readonly Shorthand[]) => cells.toSpliced(4, 1);
  const table = [HEADER, row("3.2", "CSPN", null), row("1.1", "DSP", null)].map(without);
  const { values, problems } = await readRows(table);
  deepStrictEqual([values, problems], [[["CSP", "North", "3.2"], ["DSP", "National", "1.1"]], []]);
  const unclear = await readRows([...table, without(row("3.3", "CSP", null))]);
  deepStrictEqual(unclear.problems, [
    "PMR!D4 (Provider) must name a Region, because CSP alone names none: the cell is blank; write CSPN, CSPC or CSPS",
  ]);
  const misspelt = await readRows([HEADER.with(4, "Regoin"), row("3.2", "CSPN", "North")]);
  match(misspelt.problems.join(), /must have the column "Region" .* rename E1 "Regoin" to "Region"/);
});

Deno.test("readExtract() rejects a Region that is not the one its provider names, with both cells", async () => {
  const { problems } = await readRows([HEADER, row("3.2", "CSPN", "South"), row("3.2", "CSP", null)]);
  deepStrictEqual(problems, [
    'PMR!E2 (Region) must be North, the Region that the provider in D2 names: current value is "South"',
    "PMR!E3 (Region) must name a Region, because CSP alone names none: the cell is blank; write CSPN, CSPC or CSPS",
  ]);
});

Deno.test("readExtract() reads a month with nothing to measure, and still rejects a marker next to a total", async () => {
  const { counts, problems } = await readRows([
    HEADER,
    row("CPM4", "DCC", "National", 0, 0, "n/a"),
    row("CPM4", "DCC", "National", 0, 0, "-"),
    row("CPM4", "DCC", "National", null, null, null),
    row("CPM4", "DCC", "National", "n/a", "n/a", "n/a"),
    row("CPM4", "DCC", "National", 5, 5, "n/a"),
    row("CPM4", "DCC", "National", 5, null, 98),
    row("CPM4", "DCC", "National", 0, 0, { kind: "error", text: "#DIV/0!" }),
  ]);
  deepStrictEqual(counts, [[0, 0, null], [0, 0, null], [null, null, null], [null, null, null]]);
  deepStrictEqual(problems.map((problem) => problem.slice(0, 7)), ["PMR!H6 ", "PMR!G7 ", "PMR!H8 "]);
});
