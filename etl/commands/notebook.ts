import { relative } from "node:path";
import { parseClassification } from "../base/classification.ts";
import { COMMON, defineCommand, given, type Options, type Values } from "../cli/command.ts";
import { parseDay } from "../cli/day.ts";
import { firstOfMonth } from "../cli/month.ts";
import { notebookProgress } from "../notebook/notebook_progress.ts";
import { EXIT, UserError } from "../base/user_error.ts";

const OPTIONS = {
  month: COMMON.month,
  audience: COMMON.audience,
  "as-of": COMMON["as-of"],
  warehouse: COMMON.warehouse,
  out: COMMON.out,
  html: { type: "boolean", default: false, help: "writes each executed copy also as an HTML page without scripts" },
  fresh: { type: "boolean", default: false, help: "runs also notebooks whose executed copy would come out the same" },
  check: {
    type: "boolean",
    default: false,
    help:
      "says which notebooks carry outputs, were run out of order, define functions or import others' modules, and " +
      "with --month, which fail or have a stale copy; exit 5 when any, 6 when one reaches beyond the notebook API and " +
      "its audience is below Red",
  },
  timeout: { type: "string", value: "SECONDS", default: "120", help: "how long one cell may take" },
  json: COMMON.json,
} as const satisfies Options;

/** `notebook`: the notebooks of a month, executed, checked, or started anew. */
export const notebook = defineCommand({
  summary: "runs notebooks for a month on the Deno kernel and writes the executed copies; checks or starts notebooks",
  usage:
    "[NAME…] --month YYYY-MM [--audience CLASS] [--as-of DATE] [--warehouse FILE] [--out DIR] [--html] [--fresh] " +
    "[--timeout SECONDS] [--json], or --check [NAME…] [--month YYYY-MM …], or new NAME",
  options: OPTIONS,
  positionals: Infinity,
  examples: [
    ["deno task notebook --month 2019-07", "runs what has changed into out/2019-07/white/notebooks"],
    ["deno task notebook 02_forecast_variance --month 2021-04 --audience amber", "runs one for the Amber audience"],
    ["deno task notebook --month 2019-07 --html", "writes pages to read and print beside the executed copies"],
    ["deno task notebook --check --month 2019-07", "says what is wrong with the notebooks, and writes nothing"],
    ["deno task notebook new 04_late_reports", "starts notebooks/04_late_reports.ipynb from the template"],
  ],
  run: async ({ values, positionals }) => {
    if (positionals[0] === "new") return await startNew(positionals.slice(1));
    const run = describeRun(values, positionals);
    if (values.check) return await check(run, values.json === true);
    if (run.month === null) {
      throw new UserError(
        EXIT.wrongUsage,
        "Cannot run notebooks without their month: add --month, such as --month 2019-07",
      );
    }
    const { runNotebooks } = await import("../notebook/run_notebooks.ts");
    const results = await runNotebooks({ ...run, month: run.month });
    if (values.json) {
      const notebooks = results.map(({ notebook, outPath, htmlPath, cells, isUnchanged }) => ({
        notebook,
        path: outPath,
        html_path: htmlPath,
        cells,
        is_unchanged: isUnchanged,
      }));
      console.log(JSON.stringify({ month: run.month, audience: run.audience, notebooks }, null, 2));
      return EXIT.done;
    }
    const paths = results.flatMap(({ outPath, htmlPath }) => htmlPath === null ? [outPath] : [outPath, htmlPath]);
    for (const path of paths) console.log(relative(Deno.cwd(), path));
    return EXIT.done;
  },
});

function describeRun(values: Values<typeof OPTIONS>, names: readonly string[]) {
  return {
    names,
    month: given(values.month, firstOfMonth),
    audience: parseClassification(values.audience),
    asOf: given(values["as-of"], parseDay),
    warehouse: values.warehouse,
    out: values.out,
    cellTimeoutMs: readSeconds(values.timeout) * 1000,
    isHtml: values.html === true,
    isFresh: values.fresh === true,
    onProgress: notebookProgress(),
  };
}

async function check(run: ReturnType<typeof describeRun>, isJson: boolean): Promise<number> {
  const { checkNotebooks } = await import("../notebook/check_notebooks.ts");
  const { month, names } = run;
  const faults = await checkNotebooks(month === null ? { names, month, audience: run.audience } : { ...run, month });
  if (isJson) console.log(JSON.stringify({ month, audience: run.audience, faults }, null, 2));
  else for (const { message } of faults) console.log(message);
  const isRefused = run.audience !== "red" && faults.some(({ rule }) => rule === "import" || rule === "reach");
  return isRefused ? EXIT.refusedByClassification : faults.length === 0 ? EXIT.done : EXIT.claimFalse;
}

async function startNew(names: readonly string[]): Promise<number> {
  const [name, ...more] = names;
  if (name === undefined || more.length > 0) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot start ${names.length} notebooks: give one name, such as \`deno task notebook new 04_late_reports\``,
    );
  }
  const { newNotebook } = await import("../notebook/new_notebook.ts");
  console.log(relative(Deno.cwd(), await newNotebook(name)));
  return EXIT.done;
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  // A timer of more than 2^31 ms would go off at once.
  if (/^\d+(\.\d+)?$/.test(text) && seconds > 0 && seconds <= 86_400) return seconds;
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot read "${text}" as the time a cell may take: give --timeout seconds above 0 and up to 86400`,
  );
}
