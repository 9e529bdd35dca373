import { resolve } from "node:path";
import { parseClassification } from "../base/classification.ts";
import { COMMON, defineCommand, given } from "../cli/command.ts";
import { parseDay } from "../cli/day.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** `lab`: the notebooks in JupyterLab or Jupyter Notebook. */
export const lab = defineCommand({
  summary: "opens the notebooks in JupyterLab or Jupyter Notebook with the Deno kernel, or says how to get them",
  usage: "[--audience CLASS] [--as-of DATE] [--warehouse FILE]",
  options: {
    audience: COMMON.audience,
    "as-of": COMMON["as-of"],
    warehouse: {
      type: "string",
      value: "FILE",
      help: "the warehouse (default data/warehouse.duckdb, or the demo's where that is not there)",
    },
  },
  positionals: 0,
  examples: [
    ["deno task lab", "opens the notebooks for the White audience"],
    ["deno task lab --audience amber --as-of 2019-08-31", "for the Panel, as known on that day"],
  ],
  run: async ({ values }) => {
    const warehouse = values.warehouse;
    if (warehouse !== undefined && !await Deno.stat(warehouse).then(({ isFile }) => isFile, () => false)) {
      throw new UserError(
        EXIT.wrongUsage,
        `Cannot open "${warehouse}" because there is no such file: run \`deno task load\` first`,
      );
    }
    const { startLab } = await import("../notebook/start_lab.ts");
    return await startLab({
      ANNEXA_AUDIENCE: parseClassification(values.audience),
      ANNEXA_AS_OF: given(values["as-of"], parseDay) ?? "",
      ...warehouse === undefined ? {} : { ANNEXA_WAREHOUSE: resolve(warehouse) },
    });
  },
});
