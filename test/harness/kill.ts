// The long form of the kill test: `deno task kill-test [--verb V…] [--rounds N | --each-call] [--signal S] [--seed N]`.
import { parseArgs } from "node:util";
import { type KillReport, killRounds } from "./kill_rounds.ts";
import { KILL_VERBS, type KillVerb } from "./kill_verbs.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "10" },
    "each-call": { type: "boolean", default: false },
    verb: { type: "string", multiple: true, default: [...KILL_VERBS] },
    signal: { type: "string", default: "SIGKILL" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", short: "h", default: false },
  },
});
const rounds = Number(values.rounds);
const verbs = KILL_VERBS.filter((verb) => values.verb.includes(verb));
const isRight = Number.isInteger(rounds) && rounds > 0 && verbs.length === new Set(values.verb).size &&
  ["SIGKILL", "SIGINT", "SIGTERM"].includes(values.signal);
if (values.help || !isRight) {
  (values.help ? console.log : console.error)(
    "deno task kill-test [--verb VERB]… [--rounds N | --each-call] [--signal SIGINT|SIGTERM] [--seed N]\n\n" +
      "  kills every verb that writes, N times each, at its calls that change files and at random moments, or once at each\n" +
      "  of these calls; or asks it to end; and holds what is left to what is promised. Ctrl-C ends after the round.\n\n" +
      `  verbs: ${KILL_VERBS.join(", ")}`,
  );
  Deno.exit(values.help ? 0 : 2);
}
const ending = new AbortController();
Deno.addSignalListener("SIGINT", () => ending.abort());
const reports: KillReport[] = [];
for (const verb of verbs) {
  if (ending.signal.aborted) break;
  const began = performance.now();
  const onRound = (round: number) => {
    if (round % 10 === 0) console.error(`${verb}: round ${round}, ${Math.round((performance.now() - began) / 1000)} s`);
  };
  reports.push(await killRounds({ ...options(verb), onRound, signalToEnd: ending.signal }));
  console.error(JSON.stringify(reports.at(-1)));
}
console.log(JSON.stringify(reports, null, 2));

function options(verb: KillVerb) {
  const signal = values.signal === "SIGKILL" ? {} : { signal: values.signal as "SIGINT" | "SIGTERM" };
  return { verb, rounds: values["each-call"] ? "each call" as const : rounds, seed: Number(values.seed), ...signal };
}
