import { strictEqual } from "node:assert/strict";
import { killRounds } from "./kill_rounds.ts";

// The long form: `deno task kill-test --rounds 300`.
for (const [verb, rounds] of [["load", 8], ["run", 2]] as const) {
  Deno.test(`${verb} killed at ${rounds} random moments leaves the warehouse as before or after, and a rerun converges`, async () => {
    const report = await killRounds({ verb, rounds, seed: 20190814 });
    strictEqual(report.before + report.after, rounds);
  });
}
