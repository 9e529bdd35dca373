import { join, relative } from "node:path";
import { archiveBeside } from "../archive/archive_beside.ts";
import { parseClassification } from "../base/classification.ts";
import { COMMON, defineCommand, given } from "../cli/command.ts";
import { oneLine } from "../text/one_line.ts";
import { parseDay } from "../cli/day.ts";
import { firstOfMonth } from "../cli/month.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** `trace`: the file, sheet and cells a figure came from, and the figure computed again from them. */
export const trace = defineCommand({
  summary: "says which file, sheet and cells a figure came from, and computes it again from them",
  usage: "FIGURE [--month YYYY-MM] [--column NAME] [--where SQL] [--audience CLASS] [--as-of DATE] [--show-values] " +
    "[--report FILE.xlsx] [--warehouse FILE] [--inbox DIR] [--archive DIR] [--json]",
  options: {
    month: COMMON.month,
    column: { type: "string", value: "NAME", help: "traces this column of the figure alone" },
    where: { type: "string", value: "SQL", help: "an SQL condition on the view's columns: one User, one Region" },
    "as-of": COMMON["as-of"],
    report: { type: "string", value: "FILE.xlsx", help: "writes the evidence as a workbook" },
    warehouse: COMMON.warehouse,
    inbox: { ...COMMON.inbox, help: "where source files are looked for, by their SHA-256" },
    archive: { ...COMMON.archive, help: "where they are looked for next (default archive beside the warehouse)" },
    audience: COMMON.audience,
    "show-values": { type: "boolean", default: false, help: "prints values of every class" },
    json: COMMON.json,
  },
  positionals: 1,
  examples: [
    ["deno task trace csr_variance_summary --month 2019-07 --column percent_of_forecast", "one published percentage"],
    [`deno task trace "Annex A, row 5" --month 2019-07`, "what Annex A says in a row"],
    [
      `deno task trace breach_streaks --month 2021-03 --where "measure_code = 'CPM1'" --report evidence.xlsx`,
      "some rows of a view, with the evidence as a workbook; exit 5 when the cells give another figure",
    ],
  ],
  run: async ({ values, positionals }) => {
    const [figure] = positionals;
    if (figure === undefined) {
      throw new UserError(
        EXIT.wrongUsage,
        'Cannot trace without a figure: name a view, such as csr_variance_summary, or "Annex A, row 5"',
      );
    }
    const [report, inbox] = [values.report, values.inbox];
    if (report !== undefined && !/\.xlsx$/i.test(report)) {
      throw new UserError(
        EXIT.wrongUsage,
        `Cannot write the evidence to "${report}" because it is a workbook: end it in .xlsx`,
      );
    }
    const audience = values["show-values"] === true ? "red" : parseClassification(values.audience);
    const warehouse = values.warehouse;
    const { allExtracts } = await import("../extracts/all_extracts.ts");
    const { traceFigure } = await import("../trace/trace_figure.ts");
    const { PROJECT } = await import("../warehouse/definitions.ts");
    const traced = await traceFigure({
      warehouse,
      figure,
      month: given(values.month, firstOfMonth),
      column: values.column ?? null,
      where: values.where ?? null,
      asOf: given(values["as-of"], parseDay),
      audience,
      // Bytes decide, so that the shipped samples can always be looked at: a demo's figures come from them.
      folders: [
        inbox,
        values.archive ?? archiveBeside(warehouse),
        relative(Deno.cwd(), join(PROJECT, "data/samples/inbox")),
      ],
      extracts: allExtracts,
    });
    if (report !== undefined) {
      const { traceReport } = await import("../trace/trace_report.ts");
      const { writeFile } = await import("../files/write_file.ts");
      const bytes = await traceReport(traced, audience);
      await writeFile(report, warehouse, (write) => write(bytes));
      console.error(`Wrote the evidence to ${report}`);
    }
    if (values.json) {
      const { traceJson } = await import("../trace/trace_json.ts");
      console.log(JSON.stringify(traceJson(traced, audience), null, 2));
    } else {
      const { formatTrace } = await import("../trace/format_trace.ts");
      for (const line of formatTrace(traced, audience)) console.log(printable(line));
    }
    return traced.reconciliation.status === "different" ? EXIT.claimFalse : EXIT.done;
  },
});

/** A file's or a sheet's name can hold terminal codes. */
function printable(text: string): string {
  return text.split("\n").map((line) => oneLine(line, Infinity)).join("\n");
}
