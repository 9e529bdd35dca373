import { deepStrictEqual } from "node:assert/strict";
import { eui64 } from "../../etl/contract/eui_64.ts";
import { tidyReference } from "../../etl/contract/tidy_reference.ts";
import { isReissue } from "../../etl/load/is_reissue.ts";
import { namedMonths } from "../../etl/contract/named_months.ts";
import { mainPeriod } from "../../etl/load/main_period.ts";
import { dateCell, read, type Rows, sheet, type Shorthand, userId } from "./hand_made_workbook.ts";

const CSR = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"];
const SR = [...CSR.slice(0, 3), "User Role", "Service Reference Variant", ...CSR.slice(3)];
const PMR = [
  ...["Reporting Month", "Measure", "Measure Name", "Provider", "Region", "Within Target", "Total"],
  ...["Achieved %", "Target Service Level %", "Minimum Service Level %"],
];

for (
  const [text, canonical] of [
    ["90b3d51f30010000", "90-B3-D5-1F-30-01-00-00"],
    ["90B3D51F:30010000", "90-B3-D5-1F-30-01-00-00"],
    ["90:b3:d5-1f-30:01:00-00", "90-B3-D5-1F-30-01-00-00"],
    ["90b3:d51f:3001:0000", "90-B3-D5-1F-30-01-00-00"],
    ["90\u2010B3\u2011D5\u2012" + "1F\u201330\u201401\u2015" + "00\u221200", "90-B3-D5-1F-30-01-00-00"],
    ["90\u00a0B3\u00a0D5\u00a01F\u00a030\u00a001\u00a000\u00a000", "90-B3-D5-1F-30-01-00-00"],
    ["90\uff0dB3\uff0dD5\uff0d1F\uff0d30\uff0d01\uff0d00\uff0d00", "90-B3-D5-1F-30-01-00-00"],
    ["90-B3-D5-1F-30-01-00", null],
    ["90-B3-D5-1F-30-01-00-00-00", null],
    ["9O-B3-D5-1F-30-01-00-00", null],
    ["0x90b3d51f30010000", null],
    ["90_B3_D5_1F_30_01_00_00", null],
  ] as const
) {
  Deno.test(`eui64() takes ${JSON.stringify(text)} for ${canonical ?? "no identifier"}`, () => {
    deepStrictEqual(eui64(text), canonical);
  });
}

for (
  const [text, blanks, canonical] of [
    ["inc 000 000 439 813", "none", "INC000000439813"],
    ["Inc\u00a0000000439813", "none", "INC000000439813"],
    ["INC\u2013000000439813", "none", "INC-000000439813"],
    ["pbi\u2011000000012345", "none", "PBI-000000012345"],
    ["nep \u2014 0012", "none", "NEP-0012"],
    ["opsg \u00a0 47/03", "single", "OPSG 47/03"],
    ["Total 3", "none", null],
    ["n/a", "none", null],
  ] as const
) {
  Deno.test(`tidyReference() takes ${JSON.stringify(text)} for ${canonical ?? "no reference"}`, () => {
    deepStrictEqual(tidyReference(text, blanks), canonical);
  });
}

for (
  const [says, name, line] of [
    [true, "csr-2019-07 re-issue.xlsx", ""],
    [true, "CSR_2019-07_Reissued.xlsx", ""],
    [true, "CSR July 2019 RE ISSUE.xlsx", ""],
    [true, "CSR July 2019 (Corrected).xlsx", ""],
    [true, "csr-2019-07-revised-2.xlsx", ""],
    [true, "csr_2019-07_AMENDED.csv", ""],
    [true, "csr_2019-07_v3.xlsx", ""],
    [true, "csr 2019-07 Version 2.xlsx", ""],
    [true, "csr 2019-07 V2.0.xlsx", ""],
    [true, "csr.xlsx", "Re\u2011issue"],
    [true, "csr.xlsx", "RE-ISSUED"],
    [true, "csr.xlsx", "Revised 20/08/2019"],
    [true, "csr.xlsx", "** CORRECTED **"],
    [true, "csr.xlsx", "v2"],
    [true, "csr.xlsx", "Version 2.0"],
    [true, "csr.xlsx", "CSR Forecast Variance \u2013 Amended"],
    [true, "csr.xlsx", "Corrected version"],
    [false, "csr-2019-07.xlsx", "Document revision: 1.0"],
    [false, "csr-2019-07 v1.xlsx", "v1.0"],
    [false, "csr-2019-07.xlsx", "Last revised 14 August 2019 by the DCC"],
    [false, "csr-2019-07.xlsx", "Volumes corrected for the change of clocks"],
    [false, "csr-2019-07.xlsx", "Version 1"],
    [false, "csr uncorrected 2019-07.xlsx", ""],
    [false, "srv2 2019-07.xlsx", ""],
    [false, "csr issue 2019-07.xlsx", "Issue 1"],
  ] as const
) {
  Deno.test(`isReissue() says ${says} of "${name}" with the title line "${line}"`, () => {
    deepStrictEqual(isReissue(name, [line]), says);
  });
}

async function outcome(table: Rows, fileName?: string) {
  const { problems, rows: loaded, notes } = await read([sheet("Data", table)], fileName);
  return { rows: loaded.length, problems: problems.map((problem) => problem.split(" must ")[0]), notes };
}

Deno.test("readExtract() keeps the variants 4.1, 4.10 and 4.100 of one User apart", async () => {
  const row = (srv: string) => ["2019-07", userId(1), "Alpha", "IS", srv, 10, 11];
  const variants = ["4.1", "4.10", "4.100", "4.01"];
  deepStrictEqual(await outcome([SR, ...variants.map(row)]), { rows: 4, problems: [], notes: [] });
});

/** One row of the measures. */
const measure = (code: Shorthand, provider: string, region: string | null, ...counts: Shorthand[]): Shorthand[] => [
  ...["2018-03", code, "On time", provider, region],
  ...(counts.length > 0 ? counts : [99, 100, 99]),
  ...[99, 96],
];

for (
  const [code, provider, region, stored] of [
    ["1.1", "DSP", null, "DSP National 1.1"],
    ["1.4", "DSP", "n/a", "DSP National 1.4"],
    ["4.3", "DSP", "National", "DSP National 4.3"],
    [2, "CSPN", null, "CSP North 2"],
    ["CH1.3", "CSPC", null, "CSP Central CH1.3"],
    ["ch1.3", "csp s", null, "CSP South CH1.3"],
    ["SP PM 3.2", "CSP N", "North", "CSP North SPPM3.2"],
    ["PM 3.2", "CSP\u2011N", "CSP N", "CSP North PM3.2"],
    ["PM03.2", "CSP (South)", null, "CSP South PM3.2"],
    ["3.2", "CSP", "Central", "CSP Central 3.2"],
    ["3.2", "CSP\u00a0North", "north", "CSP North 3.2"],
    ["CPM\u20111", "DCC", null, "DCC National CPM1"],
    ["CPM\u00a001", "DCC", "National", "DCC National CPM1"],
    ["3.2", "CSPN", "Central", "Data!E2 (Region)"],
    ["3.2", "CSP South", "National", "Data!E2 (Region)"],
    ["3.2", "CSP", null, "Data!E2 (Region)"],
    ["3.2", "CSPX", "North", "Data!D2 (Provider)"],
    ["Measure", "CSP", "North", "Data!B2 (Measure)"],
  ] as const
) {
  Deno.test(`readExtract() reads the measure ${code} of ${provider} in ${region} as ${stored}`, async () => {
    const { rows, problems } = await read([sheet("Data", [PMR, measure(code, provider, region)])]);
    const found = rows.map(({ values }) => `${values.provider} ${values.region} ${values.measure}`);
    deepStrictEqual([...found, ...problems.map((problem) => problem.split(" must ")[0])], [stored]);
  });
}

for (
  const [counts, problems] of [
    [[0, 0, "N/A"], []],
    [["-", "-", "-"], []],
    [[null, 0, null], []],
    [[0, null, "\u2013"], []],
    [[0, 0, "n.a."], []],
    [[4, 4, "-"], ["Data!H2 (Achieved %)"]],
  ] as const
) {
  Deno.test(`readExtract() reads ${JSON.stringify(counts)} as within target, total and achieved`, async () => {
    deepStrictEqual((await outcome([PMR, measure("CPM4", "DCC", "National", ...counts)])).problems, problems);
  });
}

const USERS: Rows = [1, 2, 3, 4, 5, 6, 7].map((
  at,
) => ["2019-07", userId(at), `User ${at}`, at === 3 ? 0 : 100, 90 + at]);

for (
  const [label, forecast, actual, problems] of [
    ["Total", 600, 658, []],
    ["TOTAL:", 600, 658, []],
    ["Grand total", 600, 658, []],
    ["All", 600, 658, []],
    ["Overall", 600, 658, []],
    ["Total excluding zero forecasts", 600, 565, []],
    ["Total (excl. zero forecast)", 600, 565, []],
    ["Total excluding nil forecasts", 600, 565, []],
    ["Total (zero forecasts excluded)", 600, 565, []],
    ["Total (non-zero forecasts)", 600, 565, []],
    ["Total excluding zero forecasts", 600, 658, ["Data!E9 (Actual Volume)"]],
    ["Total", 600, 565, ["Data!E9 (Actual Volume)"]],
    [userId(99), 600, 658, ["Data!B9 (User ID)"]],
  ] as const
) {
  Deno.test(`readExtract() holds the totals row "${label}" of ${actual} to its rows: ${problems.length} problems`, async () => {
    const found = await outcome([CSR, ...USERS, ["2019-07", label, null, forecast, actual]]);
    deepStrictEqual(found.problems, problems);
    if (problems.length === 0) deepStrictEqual(found.rows, 7);
  });
}

const REGISTER = ["Report", "Period", "Published Date", "Reference", "Stored At", "Reason Not Published"];

for (
  const [dates, problems] of [
    [[dateCell("2019-09-08"), "19/08/2019", dateCell("2019-12-07"), "15/07/2019"], ["Data!C2:C5 (Published Date)"]],
    [[dateCell("2019-09-08"), "19-08-2019", "30.08.2019"], ["Data!C2:C4 (Published Date)"]],
    [[dateCell("2019-09-08"), "19/08/2019 14:30", "30/08/2019 09:00"], ["Data!C2:C4 (Published Date)"]],
    [[dateCell("2019-09-08"), "\u00a019/08/2019", "30/08/2019"], ["Data!C2:C4 (Published Date)"]],
    [[dateCell("2019-09-08"), "19 August 2019", "30 August 2019"], []],
    [[dateCell("2019-09-20"), "19/08/2019", "30/08/2019"], []],
  ] as const
) {
  Deno.test(`readExtract() finds ${problems.length} columns half swapped among ${JSON.stringify(dates)}`, async () => {
    const table = [REGISTER, ...dates.map((date, at) => [String(at + 1), "2019-07", date])];
    deepStrictEqual((await outcome(table)).problems, problems);
  });
}

for (
  const [name, month] of [
    ["csr 2019-07.xlsx", "2019-07-01"],
    ["csr 2019\u201107.xlsx", "2019-07-01"],
    ["csr 2019\u201307.xlsx", "2019-07-01"],
    ["CSR Jul\u201119.xlsx", "2019-07-01"],
    ["CSR_JULY_2019.csv", "2019-07-01"],
    ["csr 201907.xlsx", "2019-07-01"],
    ["csr June and July 2019.xlsx", "2019-07-01"],
    ["csr 2019-06 and 2019-07.xlsx", "2019-06-01"],
    ["csr issued 2019-08.xlsx", "2019-06-01"],
    ["csr.xlsx", "2019-06-01"],
  ] as const
) {
  Deno.test(`mainPeriod() takes ${month} from "${name}" with more rows of June than of July`, () => {
    deepStrictEqual(mainPeriod(name, new Map([["2019-06-01", 9], ["2019-07-01", 2]])), month);
  });
}

Deno.test("namedMonths() reads months with any dash between their parts", () => {
  const one = namedMonths("csr 2019-07.xlsx");
  for (const text of ["csr 2019\u201107.xlsx", "CSR Jul\u20132019.csv", "CSR, July 2019"]) {
    deepStrictEqual([text, namedMonths(text)], [text, one]);
  }
});
