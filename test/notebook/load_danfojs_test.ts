import { strictEqual } from "node:assert/strict";
import { loadDanfojs } from "../../etl/notebook/load_danfojs.ts";

Deno.test("loadDanfojs() gives the statistics that need mathjs when they are asked for", async () => {
  const { Series } = await loadDanfojs();
  const series = new Series([1, 2, 4, 4]);
  strictEqual(series.median(), 3);
  strictEqual(series.mode()[0], 4);
  // The squares of the distances from 2.75 add up to 6.75: divided by 3.
  strictEqual(series.var(), 2.25);
  strictEqual(series.std(), 1.5);
});
