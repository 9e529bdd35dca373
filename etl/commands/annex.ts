import { join, relative } from "node:path";
import { parseClassification } from "../classification.ts";
import { type Command, COMMON } from "../command.ts";
import { firstOfMonth } from "../month.ts";
import { EXIT, UserError } from "../user_error.ts";
import { notebook } from "./notebook.ts";

/** `annex`: Annex A, its tables and charts, the covering paper, the OPSG's headlines and the month's notebooks. */
export const annex: Command = {
  summary:
    "makes Annex A of a month with its tables, charts, covering paper, headlines and notebooks, for one audience",
  usage: "--month YYYY-MM [--audience CLASS] [--no-notebooks] [--warehouse FILE] [--out DIR] [--json]",
  options: {
    month: COMMON.month,
    audience: COMMON.audience,
    "no-notebooks": { type: "boolean", default: false, help: "leave the notebooks out" },
    warehouse: COMMON.warehouse,
    out: COMMON.out,
    json: COMMON.json,
  },
  positionals: 0,
  examples: [
    [
      "deno task annex --month 2019-07",
      "writes the White annex, paper and headlines of July 2019 to out/2019-07/white",
    ],
    ["deno task annex --month 2019-07 --audience amber --no-notebooks", "the Amber annex, which names Users"],
  ],
  run: async ({ values }) => {
    if (values.month === undefined) {
      throw new UserError(
        EXIT.wrongUsage,
        "Cannot make an annex without its month: add --month, such as --month 2019-07",
      );
    }
    const month = firstOfMonth(values.month as string);
    const audience = parseClassification(values.audience as string);
    const folder = join(values.out as string, month.slice(0, 7), audience);
    const { openReadOnly } = await import("../warehouse/open_warehouse.ts");
    const { describeAnnex } = await import("../annex/describe_annex.ts");
    const { writeAnnex } = await import("../annex/write_annex.ts");
    const { describeDocuments } = await import("../paper/describe_documents.ts");

    using warehouse = await openReadOnly(values.warehouse as string);
    const set = await describeAnnex(warehouse.connection, month, audience);
    await refuseFalseClaims(warehouse.connection);
    const files = await writeAnnex(set, folder, await describeDocuments(warehouse.connection, set));
    if (!values["no-notebooks"]) {
      // After the annex: its folder was swapped whole, and the notebooks go below it.
      const executed = await notebook.run({
        positionals: [],
        values: {
          ...Object.fromEntries(Object.entries(notebook.options).map(([name, option]) => [name, option.default])),
          month: values.month,
          audience,
          warehouse: values.warehouse,
          out: values.out,
        },
      });
      if (executed !== EXIT.done) return executed;
    }
    if (values.json) {
      console.log(JSON.stringify({ month, audience, folder, files }, null, 2));
    } else {
      const documents = files.filter((file) => !file.includes("/"));
      for (const file of documents) console.log(relative(Deno.cwd(), join(folder, file)));
      console.error(
        `${set.title} (${audience}): ${set.tables.length} tables, ${set.charts.length} charts in ${folder}`,
      );
    }
    return EXIT.done;
  },
};

/** A check of error level that fails stops the annex: a figure would not stand. */
async function refuseFalseClaims(connection: Parameters<typeof import("../check/run_checks.ts").runChecks>[0]) {
  const { runChecks } = await import("../check/run_checks.ts");
  const { describeCheck } = await import("../check/describe_check.ts");
  const failed = (await runChecks(connection, null)).filter((check) => check.failures.length > 0);
  const errors = failed.filter((check) => check.severity === "error");
  for (const check of failed) if (check.severity === "warning") console.error(describeCheck(check, false));
  if (errors.length > 0) {
    throw new UserError(
      EXIT.claimFalse,
      `Cannot make the annex as a check fails: mend the extract and load it again\n${
        errors.map((check) => describeCheck(check, false)).join("\n")
      }`,
    );
  }
}
