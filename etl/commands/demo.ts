import { join } from "node:path";
import { defaults, defineCommand } from "../cli/command.ts";
import { EXIT } from "../base/user_error.ts";
import { PROJECT } from "../warehouse/definitions.ts";
import { load } from "./load.ts";

/** The months the sample carries the published figures of. */
const MONTHS = ["2019-07-01", "2021-04-01"];

/** `demo`: the main job on the shipped sample. */
export const demo = defineCommand({
  summary: "does the main job on the shipped synthetic sample: loads it and makes the July 2019 and April 2021 annexes",
  usage: "",
  options: {},
  positionals: 0,
  examples: [["deno task demo", "loads data/samples/inbox into data/demo.duckdb and writes the annexes to out/demo"]],
  run: async () => {
    const warehouse = join(PROJECT, "data/demo.duckdb");
    const out = join(PROJECT, "out/demo");
    const values = { ...defaults(load.options), warehouse, inbox: join(PROJECT, "data/samples/inbox") };
    const loaded = await load.run({ values, positionals: [] });
    if (loaded !== EXIT.done) return loaded;
    const { newestFile } = await import("../warehouse/newest_file.ts");
    const { openSnapshot } = await import("../warehouse/open_snapshot.ts");
    const { makeAnnex } = await import("./make_annex.ts");
    const lastFileId = await newestFile(warehouse, null);
    const opening = openSnapshot(warehouse, { audience: "white", lastFileId });
    const order = { audience: "white", asOf: null, lastFileId, warehouse, out } as const;
    const flags = { isPublished: false, showValues: false, isJson: false };
    const made = await Promise.all(
      // One month's notebooks show what they are; the others' take as long again.
      MONTHS.map((month, index) => makeAnnex(opening, { ...order, ...flags, month, hasNotebooks: index === 0 })),
    );
    (await opening).close();
    for (const line of made.flat()) console.log(line);
    const next = "--month 2021-04 --warehouse data/demo.duckdb --out out/demo";
    console.error(`The notebooks of April 2021 too: deno task notebook ${next}`);
    return EXIT.done;
  },
});
