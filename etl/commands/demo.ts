import { join } from "node:path";
import type { Command } from "../command.ts";
import { EXIT } from "../user_error.ts";
import { PROJECT } from "../warehouse/definitions.ts";
import { annex } from "./annex.ts";
import { load } from "./load.ts";

/** The months the sample carries the published figures of. */
const MONTHS = ["2019-07", "2021-04"];

/** `demo`: the main job on the shipped sample. */
export const demo: Command = {
  summary: "does the main job on the shipped synthetic sample: loads it and makes the July 2019 and April 2021 annexes",
  usage: "",
  options: {},
  positionals: 0,
  examples: [["deno task demo", "loads data/samples/inbox into data/demo.duckdb and writes the annexes to out/demo"]],
  run: async () => {
    const warehouse = join(PROJECT, "data/demo.duckdb");
    const out = join(PROJECT, "out/demo");
    const step = (command: Command, values: Record<string, string>) => {
      const defaults = Object.entries(command.options).map(([name, option]) => [name, option.default]);
      return command.run({ values: { ...Object.fromEntries(defaults), ...values }, positionals: [] });
    };
    const loaded = await step(load, { warehouse, inbox: join(PROJECT, "data/samples/inbox") });
    if (loaded !== EXIT.done) return loaded;
    for (const month of MONTHS) {
      const made = await step(annex, { warehouse, out, month });
      if (made !== EXIT.done) return made;
    }
    return EXIT.done;
  },
};
