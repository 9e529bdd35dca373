import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Answer, type AnswerValue } from "../../etl/workbench/page/answer.ts";
import { chartSpec, suggestChart } from "../../etl/workbench/page/suggest_chart.ts";

/** Arrow's numbers of its types. */
const TYPES = { count: 2, percent: 3, text: 5, date: 8 };

/** An answer in two batches, as the engine sends one. */
function answer(columns: Readonly<Record<string, keyof typeof TYPES>>, rows: readonly (readonly unknown[])[]): Answer {
  const fields = Object.entries(columns).map(([name, kind]) => ({ name, type: { typeId: TYPES[kind] } }));
  const batch = (part: readonly (readonly unknown[])[]) => ({
    numRows: part.length,
    getChildAt: (index: number) => ({ get: (row: number) => part[row]![index] }),
  });
  return new Answer(fields, [batch(rows.slice(0, 1)), batch([]), batch(rows.slice(1))]);
}

const JUNE = Date.UTC(2019, 5, 1);
const JULY = Date.UTC(2019, 6, 1);

Deno.test("Answer reads rows across batches, with days, big numbers and no value as the command line has them", () => {
  const read = answer({ day: "date", n: "count" }, [[JUNE, 4077703n], [JULY, 2n ** 60n], [null, null]]);
  strictEqual(read.rowCount, 3);
  const expected: AnswerValue[][] = [["2019-06-01", 4077703], ["2019-07-01", "1152921504606846976"], [null, null]];
  deepStrictEqual([...read.rows()], expected);
  deepStrictEqual([...read.rows(1, 1)], [expected[1]]);
  deepStrictEqual([...read.rows(2, 100)], [expected[2]]);
});

Deno.test("suggestChart() draws a line over time, coloured by a text with few values", () => {
  const levels = answer({ reporting_month: "date", region: "text", achieved_percent: "percent" }, [
    [JUNE, "North", 96.6],
    [JUNE, "South", 99],
    [JULY, "North", 97],
    [JULY, "South", 99.1],
  ]);
  deepStrictEqual(suggestChart(levels), {
    mark: "line",
    x: "reporting_month",
    y: "achieved_percent",
    colour: "region",
  });
});

Deno.test("suggestChart() draws no line over months that are missing", () => {
  const [april, may] = [Date.UTC(2021, 3, 1), Date.UTC(2021, 4, 1)];
  const mark = (...days: number[]) =>
    suggestChart(answer({ reporting_month: "date", n: "count" }, days.map((day, index) => [day, index])))?.mark;
  strictEqual(mark(JUNE, JULY, april), "bar");
  strictEqual(mark(JUNE, JULY), "line");
  // Quarters are as far apart as quarters are; days are no months.
  strictEqual(mark(Date.UTC(2019, 0, 1), Date.UTC(2019, 3, 1), Date.UTC(2019, 6, 1)), "line");
  strictEqual(mark(may, Date.UTC(2021, 4, 2), Date.UTC(2021, 4, 9)), "line");
  const regions = answer({ reporting_month: "date", region: "text", n: "count" }, [
    ...[JUNE, JULY, april].flatMap((day) => [[day, "North", 1], [day, "South", 2]]),
  ]);
  strictEqual(suggestChart(regions)?.mark, "point");
});

Deno.test("suggestChart() draws points where several rows fall in one place, and nothing where there is no number", () => {
  const counts = answer({ region: "text", exceptions: "count" }, [["North", 1], ["North", 2], ["South", 3]]);
  strictEqual(suggestChart(counts)?.mark, "point");
  strictEqual(suggestChart(answer({ region: "text" }, [["North"], ["South"]])), null);
});

Deno.test("chartSpec() keys its data by position, so that no column's name is read as a path", () => {
  const odd = answer({ "a.b[0]": "text", "n": "count" }, [["x", 1], ["y", 2]]);
  const spec = chartSpec(odd, { mark: "bar", x: "a.b[0]", y: "n", colour: "" });
  deepStrictEqual(spec.data, { values: [{ c0: "x", c1: 1 }, { c0: "y", c1: 2 }] });
  const { x } = spec.encoding as { x: { field: string; title: string } };
  deepStrictEqual([x.field, x.title], ["c0", "a.b[0]"]);
});
