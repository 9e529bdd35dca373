import { ok, rejects, strictEqual } from "node:assert/strict";
import { type Measure, measure, median } from "../../bench/measure.ts";

Deno.test("measure() tells a command's output, duration and peak memory", async () => {
  const run = await measure([Deno.execPath(), "eval", "console.log('done')"]);
  strictEqual(run.stdout, "done");
  ok(run.seconds > 0);
  if (Deno.build.os === "linux") ok(run.peakBytes! > 10e6);
});

Deno.test("measure() throws when the command fails", async () => {
  await rejects(() => measure([Deno.execPath(), "eval", "throw new Error('no such day')"]), /no such day/);
});

Deno.test("median() takes the run in the middle by CPU time, the cheaper of two", () => {
  const run = (cpuSeconds: number): Measure => ({ seconds: 9, cpuSeconds, peakBytes: null, stdout: "" });
  strictEqual(median([run(3), run(1), run(2)]).cpuSeconds, 2);
  strictEqual(median([run(3), run(1)]).cpuSeconds, 1);
});
