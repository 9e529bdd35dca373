import { strictEqual } from "node:assert/strict";
import { formatProblem } from "../../etl/contract/format_problem.ts";
import type { Problem } from "../../etl/contract/extract.ts";

const PROBLEM: Problem = {
  sheet: "Variance",
  scope: "row",
  cell: "E12",
  row: 12,
  column: "actual_volume",
  header: "Actual Volume",
  rule: "must be a whole number of requests",
  value: "12.5",
  suggestion: null,
  classification: "amber",
  cells: 1,
};

const PLACE = 'Cannot load "csr.xlsx" because Variance!E12 (Actual Volume) must be a whole number of requests';

function describe(more: Partial<Problem>, showValues = false): string {
  return formatProblem("csr.xlsx", { ...PROBLEM, ...more }, { showValues });
}

const SHAPES: readonly [value: string, shape: string][] = [
  ["12.5", "a decimal number"],
  ["-3", "a negative number"],
  ["4,077,703", "a whole number"],
  ["4,07,703", "digits whose commas do not separate thousands"],
  ["1234,567", "digits whose commas do not separate thousands"],
  ["12345678901234567890", "a number of 20 digits, too large to be exact"],
  ["12%", "a percentage"],
  ["2019-07-01T10:00:00", "a date"],
  ["=SUM(A1:A9)", "a formula"],
  ["Alpha Energy", "a text"],
];
for (const [value, shape] of SHAPES) {
  Deno.test(`formatProblem() says "${shape}" of ${value} when it is Amber`, () => {
    strictEqual(describe({ value }), `${PLACE}: current value is ${shape}, withheld: Amber; --show-values prints it`);
  });
}

Deno.test("formatProblem() never describes a value as what the rule requires", () => {
  const percentage = { rule: "must be a percentage from 0 to 100" };
  const date = { rule: "must be a date such as 31/07/2019" };
  const ends = (more: Partial<Problem>, shape: string) =>
    strictEqual(describe(more).split("current value is ")[1], `${shape}, withheld: Amber; --show-values prints it`);
  ends({ ...percentage, value: "120%" }, "a number above 100");
  ends({ ...percentage, value: "101.5" }, "a number above 100");
  ends({ ...date, value: "1999-07-01" }, "written as a date, but not a day from 2000 to 2099");
});

for (const month of ["July 2019", "2019-07", "07/2019", "2019 Q2", "Apr-Jun 2019"]) {
  Deno.test(`formatProblem() shows the month ${month}, because it identifies nobody`, () => {
    strictEqual(describe({ value: month, classification: "red" }), `${PLACE}: current value is "${month}"`);
  });
}

for (const value of ["2019-07-14", "14/07/2019", "14 July 2019", "May 12", "July 2019 Energy Ltd", "2019"]) {
  Deno.test(`formatProblem() withholds ${value}, which is more than a month`, () => {
    strictEqual(describe({ value }).includes(value), false);
  });
}

Deno.test("formatProblem() withholds Red values", () => {
  strictEqual(
    describe({ classification: "red" }),
    `${PLACE}: current value is a decimal number, withheld: Red; --show-values prints it`,
  );
});

Deno.test("formatProblem() shows values when asked", () => {
  strictEqual(describe({}, true), `${PLACE}: current value is "12.5"`);
});

Deno.test("formatProblem() shows White and Green values", () => {
  strictEqual(describe({ classification: "white" }), `${PLACE}: current value is "12.5"`);
  strictEqual(describe({ classification: "green" }), `${PLACE}: current value is "12.5"`);
});

for (const marker of ["n/a", "-", "[x]", "#N/A", "#DIV/0!", ".."]) {
  Deno.test(`formatProblem() always shows ${marker}`, () => {
    strictEqual(describe({ value: marker, classification: "red" }), `${PLACE}: current value is "${marker}"`);
  });
}

Deno.test("formatProblem() says that a cell is blank", () => {
  strictEqual(describe({ value: "" }), `${PLACE}: the cell is blank`);
});

Deno.test("formatProblem() adds the fix", () => {
  strictEqual(
    describe({ suggestion: 'did you mean "North"', classification: "white", value: "Nroth" }),
    `${PLACE}: current value is "Nroth"; did you mean "North"`,
  );
});

Deno.test("formatProblem() names a range and its first value", () => {
  const range = { cell: "E12:E340", cells: 329 };
  const place = 'Cannot load "csr.xlsx" because Variance!E12:E340 (Actual Volume) must be a whole number of requests';
  strictEqual(describe({ ...range, value: "n/a" }), `${place}: 329 cells, the first "n/a"`);
  strictEqual(describe({ ...range, value: "" }), `${place}: 329 cells, the first blank`);
  strictEqual(
    describe(range),
    `${place}: 329 cells, the first (a decimal number, withheld: Amber; --show-values prints it)`,
  );
});

Deno.test("formatProblem() counts the cells beyond the listed ones", () => {
  strictEqual(
    describe({ cell: null, row: null, value: null, cells: 80 }),
    'Cannot load "csr.xlsx" because Variance (Actual Volume) must be a whole number of requests: 80 more cells',
  );
});

Deno.test("formatProblem() quotes a sheet name as a spreadsheet program does", () => {
  strictEqual(
    describe({ sheet: "Users' volumes", value: "n/a" }),
    `Cannot load "csr.xlsx" because 'Users'' volumes'!E12 (Actual Volume) must be a whole number of requests: current value is "n/a"`,
  );
});

Deno.test("formatProblem() keeps line breaks and terminal codes of a file off the screen", () => {
  const message = describe({ header: "Actual\nVolume", value: "\u001b[2Jx", sheet: "a\u202eb" }, true);
  strictEqual(
    message,
    `Cannot load "csr.xlsx" because 'a b'!E12 (Actual Volume) must be a whole number of requests: current value is " [2Jx"`,
  );
});
