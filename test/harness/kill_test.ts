import { strictEqual } from "node:assert/strict";
import { killRounds } from "./kill_rounds.ts";

// The long form: `deno task kill-test --rounds 400`.
for (const [verb, rounds] of [["load", 6], ["run", 2], ["rebuild", 1], ["notebook", 2]] as const) {
  Deno.test(`${verb} killed ${rounds} times leaves the warehouse as before or after, nothing running, and a rerun converges`, async () => {
    const report = await killRounds({ verb, rounds, seed: 20190814 });
    strictEqual(report.before + report.after, rounds);
  });
}
