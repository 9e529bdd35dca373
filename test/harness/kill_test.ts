import { strictEqual } from "node:assert/strict";
import { killRounds } from "./kill_rounds.ts";

// The long form: `deno task kill-test --help`.
for (const [verb, rounds] of [["load", 4], ["run", 1], ["rebuild", 1], ["notebook", 1]] as const) {
  Deno.test(`${verb} killed ${rounds} times leaves all as before or after, nothing running, and a rerun converges`, async () => {
    const report = await killRounds({ verb, rounds, seed: 20190814 });
    strictEqual(report.before + report.after, rounds);
  });
}

for (
  const [verb, signal, rounds] of [["load", "SIGINT", 3], ["notebook", "SIGTERM", 1]] as const
) {
  Deno.test({
    name: `${verb} ended by ${signal} ${rounds} times ends at once and leaves nothing to clear, and a rerun converges`,
    ignore: Deno.build.os === "windows",
    fn: async () => {
      const report = await killRounds({ verb, rounds, signal, seed: 20190814 });
      strictEqual(report.before + report.after, rounds);
    },
  });
}
