import { deepStrictEqual } from "node:assert/strict";
import { read, type Rows, sheet, type Shorthand } from "./hand_made_workbook.ts";

const HEADER = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"];
const DATA: Rows = [
  ["July 2019", "90-B3-D5-1F-30-00-00-01", "Alpha", 100, 110],
  ["July 2019", "90-B3-D5-1F-30-00-00-02", "Bravo", null, 7],
  ["July 2019", "90-B3-D5-1F-30-00-00-03", "Charlie", 50, 0],
];
const UNCACHED: Shorthand = { kind: "uncached", formula: "SUM(E2:E4)" };

/** Problems, notes and number of loaded rows of a table with these rows under its header. */
async function outcome(rows: Rows) {
  const { rows: loaded, problems, notes } = await read([sheet("Variance", [HEADER, ...rows])]);
  return { loaded: loaded.length, problems, notes };
}

const RIGHT: readonly [place: string, totals: readonly Shorthand[]][] = [
  ["in place of the month", ["Total", null, null, 150, 117]],
  ["in place of the User ID", [null, "TOTAL", null, 150, 117]],
  ["in place of the User ID of a month", ["July 2019", "Grand Total:", null, 150, 117]],
  ["beside a name for all", ["July 2019", "Totals", "All Users", 150, 117]],
  ["in place of the name", [null, null, "Total", 150, 117]],
  ["with what it sums", ["Total for July 2019", null, null, 150, 117]],
  ["as written by Excel's Subtotal", ["July 2019 Total", null, null, 150, 117]],
  ["with its figures as text", ["Sub-total", null, null, "150", "117"]],
  ["with only one figure", ["Total", null, null, null, 117]],
  ["with a marker for the other", ["Total", null, null, "-", 117]],
];
for (const [place, totals] of RIGHT) {
  Deno.test(`readExtract() leaves out a totals row with its label ${place}`, async () => {
    deepStrictEqual(await outcome([...DATA, totals]), { loaded: 3, problems: [], notes: [] });
  });
}

Deno.test("readExtract() leaves out a totals row after a blank row, with notes below it", async () => {
  const rows: Rows = [...DATA, [], ["Total", null, null, 150, 117], [], ["Notes"], ["1. A note"]];
  deepStrictEqual(await outcome(rows), { loaded: 3, problems: [], notes: [] });
});

Deno.test("readExtract() leaves out a totals row above the first row", async () => {
  deepStrictEqual(await outcome([["Total", null, null, 150, 117], ...DATA]), { loaded: 3, problems: [], notes: [] });
});

Deno.test("readExtract() checks subtotals against the rows since the one before and a grand total against all", async () => {
  const rows: Rows = [
    ...DATA.slice(0, 2),
    ["Subtotal", null, null, 100, 117],
    ...DATA.slice(2),
    ["Subtotal", null, null, 50, 0],
    ["Grand Total", null, null, 150, 117],
  ];
  deepStrictEqual(await outcome(rows), { loaded: 3, problems: [], notes: [] });
});

Deno.test("readExtract() checks consecutive totals together, such as totals by Region at the end of a table", async () => {
  const foot = (alpha: number) => [
    ["Total for Alpha", null, null, alpha, 110],
    ["Total for Bravo", null, null, null, 7],
    ["Total for Charlie", null, null, 50, 0],
  ];
  const grand = ["Grand Total", null, null, 150, 117];
  deepStrictEqual(await outcome([...DATA, ...foot(100), grand]), { loaded: 3, problems: [], notes: [] });
  deepStrictEqual(await outcome([...foot(100), grand, ...DATA]), { loaded: 3, problems: [], notes: [] });
  deepStrictEqual(await outcome([...DATA, grand, [], ...foot(100)]), { loaded: 3, problems: [], notes: [] });
  deepStrictEqual(await outcome([...DATA, ...foot(100), ...foot(100)]), { loaded: 3, problems: [], notes: [] });
  deepStrictEqual((await outcome([...DATA, ...foot(101), grand])).problems, [
    'Variance!D5 (Forecast Volume) must be the sum of its rows, 150: current value is "101"',
    'Variance!D7 (Forecast Volume) must be the sum of its rows, 150: current value is "50"',
  ]);
});

Deno.test("readExtract() does not add up totals with rows between them", async () => {
  const rows: Rows = [DATA[0]!, ["Total", null, null, 99, 110], DATA[1]!, DATA[2]!, ["Total", null, null, 51, 7]];
  deepStrictEqual((await outcome(rows)).problems.map((problem) => problem.slice(0, 11)), [
    "Variance!D3",
    "Variance!D6",
  ]);
});

Deno.test("readExtract() shows both figures when a total is wrong", async () => {
  deepStrictEqual((await outcome([...DATA, ["Total", null, null, 151, 4077703]])).problems, [
    'Variance!D5 (Forecast Volume) must be the sum of its rows, 150: current value is "151"',
    'Variance!E5 (Actual Volume) must be the sum of its rows, 117: current value is "4077703"',
  ]);
});

Deno.test("readExtract() shows both figures when a total above the rows is wrong", async () => {
  deepStrictEqual((await outcome([["Total", null, null, 150, 118], ...DATA])).problems, [
    'Variance!E2 (Actual Volume) must be the sum of its rows, 117: current value is "118"',
  ]);
});

Deno.test("readExtract() rejects totals that are not whole numbers or have no stored result", async () => {
  deepStrictEqual((await outcome([...DATA, ["Total", null, null, 150.5, UNCACHED]])).problems, [
    'Variance!D5 (Forecast Volume) must be the sum of its rows, 150: current value is "150.5"',
    'Variance!E5 (Actual Volume) must be the sum of its rows, 117: current value is "=SUM(E2:E4)"; ' +
    "open the workbook in a spreadsheet program, let it calculate, and save it",
  ]);
  deepStrictEqual((await outcome([...DATA, ["Total", null, null, 150, { kind: "error", text: "#REF!" }]])).problems, [
    'Variance!E5 (Actual Volume) must be the sum of its rows, 117: current value is "#REF!"',
  ]);
});

Deno.test("readExtract() does not check a total over unreadable values", async () => {
  const rows: Rows = [["July 2019", "90-B3-D5-1F-30-00-00-00", "Zulu", 1, "n/a"], ...DATA, [
    "Total",
    null,
    null,
    151,
    120,
  ]];
  deepStrictEqual(await outcome(rows), {
    loaded: 3,
    problems: ['Variance!E2 (Actual Volume) must be a whole number of requests: current value is "n/a"'],
    notes: ['Did not check the total in E6 of "Variance" because a value it sums cannot be read'],
  });
});

Deno.test("readExtract() also sums the good values of a bad row", async () => {
  const rows: Rows = [["Juli 2019", "90-B3-D5-1F-30-00-00-00", "Zulu", 1, 3], ...DATA, ["Total", null, null, 151, 120]];
  deepStrictEqual((await outcome(rows)).problems, [
    'Variance!A2 (Reporting Month) must be a month such as July 2019 or 2019-07: current value is "Juli 2019"',
  ]);
});

Deno.test("readExtract() loads Users whose names begin or end with the word total", async () => {
  const rows: Rows = [["July 2019", "90-B3-D5-1F-30-00-00-01", "Total Energy Ltd", 1, 2], [
    "July 2019",
    "90-B3-D5-1F-30-00-00-02",
    "Gas Total",
    1,
    2,
  ]];
  deepStrictEqual(await outcome(rows), { loaded: 2, problems: [], notes: [] });
});

Deno.test("readExtract() reads a remark on totals under the table as a note", async () => {
  const rows: Rows = [...DATA, ["Total", null, null, 150, 117], [], ["Totals exclude test Users."]];
  deepStrictEqual(await outcome(rows), { loaded: 3, problems: [], notes: [] });
});

Deno.test("readExtract() withholds the sum in messages about a Red extract", async () => {
  const header = [
    "Period End",
    "Device ID",
    "Device Type",
    "User ID",
    "Commissioned Date",
    "DCC Interrogation",
    "Recovery Cell Populated",
    "Issue Security Credentials",
    "Update Security Credentials (Device)",
    "Update Security Credentials (KRP)",
  ];
  const row = [
    "31/07/2019",
    "90-B3-D5-1F-30-02-00-01",
    "ESME",
    "90-B3-D5-1F-30-00-00-01",
    "01/07/2019",
    "Y",
    "Y",
    2,
    2,
    2,
  ];
  const totals = ["Total", null, null, null, null, null, null, 3, 2, 2];
  const { problems } = await read([sheet("Devices", [header, row, totals])]);
  deepStrictEqual(problems, [
    'Devices!H3 (Issue Security Credentials) must be the sum of its rows: current value is "3"',
  ]);
});
