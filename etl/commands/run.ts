import { type Command, COMMON } from "../command.ts";
import { EXIT } from "../user_error.ts";
import { annex } from "./annex.ts";
import { check } from "./check.ts";
import { load } from "./load.ts";

/** `run`: the month's work in one call, for a scheduler. */
export const run: Command = {
  summary: "loads the inbox, checks, runs the notebooks and makes the annex of a month: what a scheduler calls",
  usage: "--month YYYY-MM [--audience CLASS] [--inbox DIR] [--warehouse FILE] [--out DIR]",
  options: {
    month: COMMON.month,
    audience: COMMON.audience,
    inbox: COMMON.inbox,
    warehouse: COMMON.warehouse,
    out: COMMON.out,
    "no-notebooks": annex.options["no-notebooks"]!,
  },
  positionals: 0,
  examples: [["deno task run --month 2019-07", "does the whole of July 2019's work from data/inbox into out/2019-07"]],
  run: async ({ values }) => {
    const step = (command: Command, extra: Record<string, string | boolean> = {}) => {
      const own = Object.entries(command.options).map(([name, option]) => [
        name,
        extra[name] ?? values[name] ?? option.default,
      ]);
      return command.run({ values: Object.fromEntries(own), positionals: [] });
    };
    console.error("Load");
    const loaded = await step(load);
    // What was rejected stays out; the rest of the month is still made, and the exit code says that it is not complete.
    if (loaded !== EXIT.done && loaded !== EXIT.inputRejected) return loaded;
    console.error("Check");
    const checked = await step(check);
    if (checked !== EXIT.done) return checked;
    console.error("Annex");
    const made = await step(annex);
    return made === EXIT.done ? loaded : made;
  },
};
