import { deepStrictEqual } from "node:assert/strict";
import { ProgressLog } from "../../etl/cli/progress_log.ts";

Deno.test("ProgressLog.last() gives the last lines of the present step alone, data and notes", () => {
  using narration = new ProgressLog("json", () => new Date(0), () => {});
  narration.step = "Load";
  console.log("loaded a.xlsx");
  narration.step = "Annex";
  console.error("one\ntwo");
  console.log("three");
  deepStrictEqual(narration.last(200), ["one", "two", "three"]);
  deepStrictEqual(narration.last(2), ["two", "three"]);
});
