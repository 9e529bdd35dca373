import { deepStrictEqual } from "node:assert/strict";
import type { Problem } from "../../etl/contract/extract.ts";
import { ProblemList } from "../../etl/contract/problem_list.ts";

const problem = (row: number, more: Partial<Problem> = {}): Problem => ({
  sheet: "Variance",
  scope: "row",
  cell: `E${row}`,
  row,
  column: "actual_volume",
  header: "Actual Volume",
  rule: "must be a whole number",
  value: "n/a",
  suggestion: null,
  classification: "amber",
  cells: 1,
  ...more,
});

const places = (problems: ProblemList) => problems.all().map(({ cell, cells }) => [cell, cells]);

Deno.test("ProblemList joins consecutive cells and no others", () => {
  const problems = new ProblemList();
  for (const row of [5, 6, 7, 8, 9, 10, 12, 20, 21, 22, 23, 24, 25, 26]) problems.add(problem(row));
  deepStrictEqual(places(problems), [["E5:E10", 6], ["E12", 1], ["E20:E26", 7]]);
});

Deno.test("ProblemList lists up to five consecutive cells, each with its value", () => {
  const problems = new ProblemList();
  for (const [index, value] of ["n/a", "1.5", "-3", "-", "x"].entries()) problems.add(problem(5 + index, { value }));
  deepStrictEqual(
    problems.all().map(({ cell, value }) => [cell, value]),
    [["E5", "n/a"], ["E6", "1.5"], ["E7", "-3"], ["E8", "-"], ["E9", "x"]],
  );
});

Deno.test("ProblemList keeps different rules, columns, sheets and suggestions apart", () => {
  const problems = new ProblemList();
  problems.add(problem(5));
  problems.add(problem(6, { rule: "must be given" }));
  problems.add(problem(6, { column: "forecast_volume", cell: "D6" }));
  problems.add(problem(6, { suggestion: 'did you mean "North"' }));
  problems.add(problem(6, { sheet: "2019" }));
  deepStrictEqual(places(problems), [["E5", 1], ["E6", 1], ["D6", 1], ["E6", 1], ["E6", 1]]);
});

Deno.test("ProblemList never joins problems of a whole sheet", () => {
  const problems = new ProblemList();
  problems.add(problem(0, { scope: "sheet", cell: null, row: null, rule: "must have the column A" }));
  problems.add(problem(0, { scope: "sheet", cell: null, row: null, rule: "must have the column A" }));
  deepStrictEqual(places(problems), [[null, 1], [null, 1]]);
});

Deno.test("ProblemList counts what it does not list", () => {
  const problems = new ProblemList();
  for (let row = 2; row <= 360; row += 2) problems.add(problem(row));
  problems.add(problem(400, { rule: "must be given" }));
  const all = problems.all();
  deepStrictEqual(all.length, 22);
  deepStrictEqual(all[19]!.cell, "E40");
  deepStrictEqual([all[20]!.cell, all[20]!.row, all[20]!.value, all[20]!.cells], [null, null, null, 160]);
  deepStrictEqual(all[21]!.cell, "E400");
});
