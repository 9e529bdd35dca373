import { parseClassification } from "../base/classification.ts";
import { COMMON, defineCommand, given } from "../cli/command.ts";
import { parseDay } from "../cli/day.ts";
import { firstOfMonth } from "../cli/month.ts";
import { EXIT } from "../base/user_error.ts";

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `restate`: what published papers say that is not so any more. */
export const restate = defineCommand({
  summary: "lists every published figure that a re-issue changed, with a correction note for the next paper",
  usage: "[--month YYYY-MM] [--audience CLASS] [--as-of DATE] [--warehouse FILE] [--json]",
  options: {
    month: { ...COMMON.month, help: "the annex month whose papers to look at; by default all" },
    audience: { ...COMMON.audience, help: "who reads this list: papers for an audience above it are left out" },
    "as-of": COMMON["as-of"],
    warehouse: COMMON.warehouse,
    json: COMMON.json,
  },
  positionals: 0,
  examples: [
    ["deno task restate", "what the published White papers say that is another figure now: paper, view, row, old, new"],
    ["deno task restate --month 2019-07 --audience red --json", "all papers of one month, as JSON"],
  ],
  run: async ({ values }) => {
    const month = given(values.month, firstOfMonth);
    const audience = parseClassification(values.audience);
    const asOf = given(values["as-of"], parseDay);
    const { openReadOnly } = await import("../db/open_warehouse.ts");
    const { restate } = await import("../manifest/restate.ts");
    using warehouse = await openReadOnly(values.warehouse, { asOf });
    const { papers, looked, withheld } = await restate(warehouse.connection, { month, audience });
    if (values.json) console.log(JSON.stringify(papers, null, 2));
    else {
      const { restatementLines } = await import("../manifest/restatement_lines.ts");
      for (const paper of papers) for (const line of restatementLines(paper)) console.log(line);
    }
    const figures = papers.reduce((sum, paper) => sum + paper.figures.length, 0);
    console.error(
      `${looked} ${looked === 1 ? "paper" : "papers"} looked at: ${
        looked === 0
          ? "none is published"
          : figures === 0
          ? "every figure stands"
          : `${counted(figures, "figure")} of ${counted(papers.length, "paper")} changed`
      }${withheld === 0 ? "" : `; ${withheld} above ${audience} left out, --audience red looks at all`}`,
    );
    return EXIT.done;
  },
});
