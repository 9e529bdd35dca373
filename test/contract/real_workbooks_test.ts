import { deepStrictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { formatProblem } from "../../etl/contract/format_problem.ts";
import { readExtract } from "../../etl/contract/read_extract.ts";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";

const FIXTURES = new URL("../workbooks/", import.meta.url);

async function load(fileName: string) {
  const workbook = await openWorkbook(fileURLToPath(new URL(fileName, FIXTURES)));
  const reading = await readExtract(workbook, { extracts: await allExtracts(), fileName });
  const batches = await Array.fromAsync(reading.batches());
  return {
    recognised: reading.sheets.map(({ sheet, extract, headerRow }) =>
      `${sheet}: ${extract.name}, header in row ${headerRow}`
    ),
    rows: batches.flatMap((batch) => batch.sourceRow).length,
    problems: reading.problems.map((problem) => formatProblem(fileName, problem, { showValues: false })),
  };
}

const READ: readonly [fileName: string, recognised: readonly string[], rows: number][] = [
  ["furniture.xlsx", ["Variance: csr_variance, header in row 4"], 2],
  ["header-on-row-9.xlsx", ["Variance: csr_variance, header in row 9"], 2],
  ["two-row-header.xlsx", ["Variance: csr_variance, header in row 2"], 2],
  ["totals-right.xlsx", ["Variance: csr_variance, header in row 1"], 2],
  ["year-tabs.xlsx", ["2018: csr_variance, header in row 1", "2019: csr_variance, header in row 1"], 3],
];
for (const [fileName, recognised, rows] of READ) {
  Deno.test(`readExtract() reads ${fileName}`, async () => {
    deepStrictEqual(await load(fileName), { recognised, rows, problems: [] });
  });
}

Deno.test("readExtract() reads what is hidden in hidden-data.xlsx, and says so", async () => {
  const fileName = "hidden-data.xlsx";
  const workbook = await openWorkbook(fileURLToPath(new URL(fileName, FIXTURES)));
  const reading = await readExtract(workbook, { extracts: await allExtracts(), fileName });
  const batches = await Array.fromAsync(reading.batches());
  deepStrictEqual(batches.flatMap((batch) => batch.sourceRow), [2, 3, 4]);
  deepStrictEqual(reading.notes, [
    'Read hidden columns of "Variance" like any other: C "User Name", E "Actual Volume"',
    'Read hidden rows of "Variance" like any other: 3 to 4',
  ]);
});

const REFUSED: readonly [fileName: string, problem: string][] = [
  ["totals-wrong.xlsx", 'Variance!E4 (Actual Volume) must be the sum of its rows, 3000: current value is "3001"'],
  [
    "two-tables.xlsx",
    "Variance!A6 begins another table, and only one table a sheet can be read: move it to a sheet of its own",
  ],
  [
    "duplicate-headers.xlsx",
    'Variance must have one column "Actual Volume", not 2: E1 "Actual Volume", G1 "Actual Volume": rename or remove the others',
  ],
];
for (const [fileName, problem] of REFUSED) {
  Deno.test(`readExtract() rejects ${fileName}`, async () => {
    deepStrictEqual((await load(fileName)).problems, [`Cannot load "${fileName}" because ${problem}`]);
  });
}
