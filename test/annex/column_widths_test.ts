import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { columnWidths } from "../../etl/tables/column_widths.ts";
import type { FormattedTable } from "../../etl/tables/formatted_table.ts";

/** Every character half as wide as the text is high, and of Arial's 1.08 of that. */
const measure = (text: string, fontSize: number) => text.length * fontSize / 2;
const ARIAL = 1.08;

const shown = (titles: readonly string[], ...rows: string[][]): FormattedTable => ({
  headings: titles.map((title) => ({ title, align: "left", width: 0 })),
  rows,
  rowHeading: 0,
  isProse: false,
  notes: [],
  source: "",
});

const total = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0);

Deno.test("columnWidths() takes no more of the page than the text needs", () => {
  const { widths, fontSize } = columnWidths(shown(["Month", "Users"], ["July 2019", "12"]), 10_000, 100, measure);
  strictEqual(fontSize, 19);
  deepStrictEqual(widths, [Math.floor(9 * 95 * ARIAL + 100), Math.floor(5 * 95 * ARIAL + 100)]);
});

Deno.test("columnWidths() breaks no word, and sets smaller rather than break one", () => {
  const titles = ["Provider", "Region", "Responsibilities", "Months", "Achieved", "Certificates", "Communications"];
  const row = titles.map(() => "one sentence that has to wrap into several lines however wide its column is");
  const { widths, fontSize } = columnWidths(shown(titles, row), 8_000, 180, measure);
  ok(fontSize < 19);
  ok(total(widths) <= 8_000);
  titles.forEach((title, at) => ok(widths[at]! >= Math.floor(ARIAL * measure(title, fontSize * 10) + 180), title));
});

Deno.test("columnWidths() fits the widest word, which is not always the longest", () => {
  const wide = (text: string, fontSize: number) => [...text].length * fontSize / (text.startsWith("W") ? 1 : 4);
  const { widths } = columnWidths(shown(["Still", "B"], ["WWWW", "x ".repeat(300)]), 5_000, 100, wide);
  ok(widths[0]! >= Math.floor(ARIAL * wide("WWWW", 190) + 100));
});

Deno.test("columnWidths() keeps a month and a quarter on one line where a sentence beside them wants the room", () => {
  for (const period of ["September 2019", "Q2 2019"]) {
    const { widths } = columnWidths(shown(["Month", "B"], [period, "x ".repeat(300)]), 5_000, 100, measure);
    ok(widths[0]! >= Math.floor(ARIAL * measure(period, 190) + 100));
  }
});

Deno.test("columnWidths() gives longer sentences more of the room, and fills it", () => {
  const { widths } = columnWidths(shown(["A", "B"], ["x ".repeat(50), "x ".repeat(200)]), 5_000, 100, measure);
  ok(widths[1]! > widths[0]!);
  ok(total(widths) > 4_995 && total(widths) <= 5_000);
});

Deno.test("columnWidths() fits a table no size can hold into the room all the same", () => {
  const titles = Array.from({ length: 40 }, (_, at) => `Responsibility${at}`);
  const { widths, fontSize } = columnWidths(shown(titles), 5_000, 100, measure);
  strictEqual(fontSize, 13);
  ok(total(widths) <= 5_000 && widths.every((width) => width > 0));
});
