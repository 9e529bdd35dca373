import { COMMON, defineCommand } from "../cli/command.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** `withdraw`: a load out of the warehouse, and back. */
export const withdraw = defineCommand({
  summary: "takes a load out as of now, with a reason, or puts it back; --as-of still answers with it for days before",
  usage: "LOAD|FILE --why TEXT [--undo] [--warehouse FILE] [--archive DIR] [--json]",
  options: {
    why: { type: "string", value: "TEXT", help: "why, in your words: kept in the ledger and the archive" },
    undo: { type: "boolean", default: false, help: "puts back what was withdrawn" },
    warehouse: COMMON.warehouse,
    archive: COMMON.archive,
    json: COMMON.json,
  },
  positionals: 1,
  examples: [
    [
      'deno task withdraw csr-2019-07.xlsx --why "its rows say July 2020"',
      "takes out all that this file brought; what it replaced counts again",
    ],
    ['deno task withdraw 12 --why "an old tab"', "takes out one load: one sheet and period of a file"],
    ['deno task withdraw 12 --undo --why "the tab was right"', "puts it back"],
  ],
  run: async ({ values, positionals }) => {
    const what = positionals[0];
    const why = ((values.why) ?? "").trim();
    if (what === undefined) {
      throw new UserError(
        EXIT.wrongUsage,
        "Cannot withdraw without a load or file: give its number or its name, which " +
          '`deno task sql "select load_id, file_name, extract, period from load_history"` lists',
      );
    }
    if (why === "") {
      throw new UserError(EXIT.wrongUsage, `Cannot withdraw "${what}" without a reason: give it with --why TEXT`);
    }
    const { withdrawLoads } = await import("../load/withdraw_loads.ts");
    const { oneLine } = await import("../text/one_line.ts");
    const { grouped } = await import("../text/grouped.ts");
    const { periodName } = await import("../load/period_plan.ts");
    const undo = values.undo === true;
    const warehouse = values.warehouse;
    const archive = values.archive;
    const loads = await withdrawLoads({
      warehouse,
      ...archive === undefined ? {} : { archive },
      what,
      why,
      undo,
      clock: () => new Date(),
    });
    if (values.json) console.log(JSON.stringify({ warehouse, is_undone: undo, why, loads }, null, 2));
    else {
      for (const { load_id, file_name, extract, period, rows, standing } of loads) {
        const now = standing.length === 0
          ? "nothing counts for it now"
          : `${standing.map((name) => `"${name}"`).join(" and ")} ${
            standing.length === 1 ? "counts" : "count"
          } for it now`;
        const name = periodName(extract, period);
        console.log(oneLine(
          `${undo ? "put back" : "withdrawn"}   ${file_name}: ${name}, load ${load_id}, ${grouped(rows)} ${
            rows === 1 ? "row" : "rows"
          }; ${now}`,
          Infinity,
        ));
      }
    }
    console.error("`deno task restate` lists the published figures that change with it");
    return EXIT.done;
  },
});
