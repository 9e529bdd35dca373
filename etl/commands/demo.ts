import { join } from "node:path";
import type { Command } from "../command.ts";
import { EXIT } from "../user_error.ts";
import { PROJECT } from "../warehouse/definitions.ts";
import { load } from "./load.ts";

/** The months the sample carries the published figures of. */
const MONTHS = ["2019-07-01", "2021-04-01"];

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
    const defaults = Object.entries(load.options).map(([name, option]) => [name, option.default]);
    const values = { ...Object.fromEntries(defaults), warehouse, inbox: join(PROJECT, "data/samples/inbox") };
    const loaded = await load.run({ values, positionals: [] });
    if (loaded !== EXIT.done) return loaded;
    const [{ openSnapshot }, { makeAnnex }] = await Promise.all([
      import("../warehouse/open_snapshot.ts"),
      import("./make_annex.ts"),
    ]);
    const audience = "white";
    using snapshot = await openSnapshot(warehouse, { audience });
    const order = {
      audience,
      asOf: null,
      warehouse,
      out,
      showValues: false,
      isPublished: false,
      isJson: false,
    } as const;
    await Promise.all(MONTHS.map((month) => makeAnnex(snapshot.connection, { ...order, month, hasNotebooks: true })));
    return EXIT.done;
  },
};
