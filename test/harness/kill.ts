// The long form of the kill test: `deno task kill-test --rounds 400 [--verb load] [--seed N]`.
import { parseArgs } from "node:util";
import { type KillReport, killRounds } from "./kill_rounds.ts";
import { KILL_VERBS } from "./kill_verbs.ts";

/** Of all rounds, unless one verb is asked for: most are of the two that a scheduler calls. */
const SHARES = { load: 0.56, run: 0.32, publish: 0.04, rebuild: 0.04, notebook: 0.04 };

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "400" },
    verb: { type: "string" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const verbs = KILL_VERBS.filter((verb) => values.verb === undefined || values.verb === verb);
if (values.help || !Number.isInteger(rounds) || rounds < 1 || verbs.length === 0) {
  console.error(
    `deno task kill-test [--rounds N] [--verb ${KILL_VERBS.join("|")}] [--seed N]\n\n` +
      "  kills what writes at its calls that change files and at random moments, N times in all, most of them load and run,\n" +
      "  and holds the warehouse to its promises",
  );
  Deno.exit(values.help ? 0 : 2);
}
const reports: KillReport[] = [];
for (const verb of verbs) {
  const share = verbs.length === 1 ? rounds : Math.round(rounds * SHARES[verb]);
  if (share === 0) continue;
  const began = performance.now();
  const onRound = (round: number) => {
    if (round % 10 === 0 || round === share) {
      console.error(`${verb}: round ${round} of ${share}, ${Math.round((performance.now() - began) / 1000)} s`);
    }
  };
  const report = await killRounds({ verb, rounds: share, seed: Number(values.seed), onRound });
  console.error(JSON.stringify(report, null, 2));
  reports.push(report);
}
console.log(JSON.stringify(reports, null, 2));
