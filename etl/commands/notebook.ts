import { relative } from "node:path";
import { parseClassification } from "../classification.ts";
import { type Command, COMMON } from "../command.ts";
import { calendarDay } from "../day.ts";
import { firstOfMonth } from "../month.ts";
import { notebookNarrator } from "../notebook/notebook_narrator.ts";
import { EXIT, UserError } from "../user_error.ts";

/** `notebook`: the notebooks of a month, executed. */
export const notebook: Command = {
  summary: "runs notebooks for a month on the Deno kernel and writes the executed copies",
  usage:
    "[NAME…] --month YYYY-MM [--audience CLASS] [--as-of DATE] [--warehouse FILE] [--out DIR] [--html] [--fresh] [--timeout SECONDS] [--json]",
  options: {
    month: COMMON.month,
    audience: COMMON.audience,
    "as-of": COMMON["as-of"],
    warehouse: COMMON.warehouse,
    out: COMMON.out,
    html: { type: "boolean", default: false, help: "writes each executed copy also as an HTML page without scripts" },
    fresh: { type: "boolean", default: false, help: "runs also notebooks whose executed copy would come out the same" },
    timeout: { type: "string", value: "SECONDS", default: "120", help: "how long one cell may take" },
    json: COMMON.json,
  },
  positionals: Infinity,
  examples: [
    ["deno task notebook --month 2019-07", "runs every notebook into out/2019-07/white/notebooks"],
    ["deno task notebook 02_forecast_variance --month 2021-04 --audience amber", "runs one for the Amber audience"],
  ],
  run: async ({ values, positionals }) => {
    if (values.month === undefined) {
      throw new UserError(
        EXIT.wrongUsage,
        "Cannot run notebooks without their month: add --month, such as --month 2019-07",
      );
    }
    const month = firstOfMonth(values.month as string);
    const audience = parseClassification(values.audience as string);
    const cellTimeoutMs = readSeconds(values.timeout as string) * 1000;
    const { runNotebooks } = await import("../notebook/run_notebooks.ts");
    const results = await runNotebooks({
      names: positionals,
      month,
      audience,
      asOf: values["as-of"] === undefined ? null : calendarDay(values["as-of"] as string),
      warehouse: values.warehouse as string,
      out: values.out as string,
      cellTimeoutMs,
      isHtml: values.html === true,
      isFresh: values.fresh === true,
      onProgress: notebookNarrator(),
    });
    if (values.json) {
      const notebooks = results.map(({ notebook, outPath, htmlPath, cells, isUnchanged }) => ({
        notebook,
        path: outPath,
        html_path: htmlPath,
        cells,
        is_unchanged: isUnchanged,
      }));
      console.log(JSON.stringify({ month, audience, notebooks }, null, 2));
    }
    const paths = results.flatMap(({ outPath, htmlPath }) => htmlPath === null ? [outPath] : [outPath, htmlPath]);
    if (!values.json) paths.forEach((path) => console.log(relative(Deno.cwd(), path)));
    return EXIT.done;
  },
};

function readSeconds(text: string): number {
  const seconds = Number(text);
  // A timer of more than 2^31 ms would go off at once.
  if (/^\d+(\.\d+)?$/.test(text) && seconds > 0 && seconds <= 86_400) return seconds;
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot read "${text}" as the time a cell may take: give --timeout seconds above 0 and up to 86400`,
  );
}
