// The long form of the kill test: `deno task kill-test --rounds 300 [--verb load|run] [--seed N]`.
import { parseArgs } from "node:util";
import { type KillReport, killRounds } from "./kill_rounds.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "300" },
    verb: { type: "string" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const verbs = (["load", "run"] as const).filter((verb) => values.verb === undefined || values.verb === verb);
if (values.help || !Number.isInteger(rounds) || rounds < 1 || verbs.length === 0) {
  console.error(
    "deno task kill-test [--rounds N] [--verb load|run] [--seed N]\n\n" +
      "  kills load and run at N random moments in all, three quarters of them load, and holds the warehouse to its promises",
  );
  Deno.exit(values.help ? 0 : 2);
}
const reports: KillReport[] = [];
for (const verb of verbs) {
  const share = verbs.length === 1 ? rounds : verb === "load" ? Math.ceil(rounds * 0.75) : Math.floor(rounds * 0.25);
  if (share === 0) continue;
  const began = performance.now();
  const onRound = (round: number) => {
    if (round % 10 === 0 || round === share) {
      console.error(`${verb}: round ${round} of ${share}, ${Math.round((performance.now() - began) / 1000)} s`);
    }
  };
  reports.push(await killRounds({ verb, rounds: share, seed: Number(values.seed), onRound }));
}
console.log(JSON.stringify(reports, null, 2));
