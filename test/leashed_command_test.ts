import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { processesOf } from "./harness/processes_of.ts";
import { withFolder } from "./notebook/fixture.ts";

Deno.test({
  name: "startKernel() leaves no kernel behind when its process is killed before it has run anything there",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withFolder(async (folder) => {
      const { signal } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "--config", "deno.json", "test/notebook/kill_before_preamble.ts", folder],
        stderr: "null",
      }).output();
      strictEqual(signal, "SIGKILL");
      const began = performance.now();
      for (let left = await processesOf(folder); left.length > 0; left = await processesOf(folder)) {
        ok(performance.now() - began < 10_000, `processes ${left} go on`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      deepStrictEqual(await processesOf(folder), []);
    }),
});
