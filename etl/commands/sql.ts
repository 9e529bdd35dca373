import { COMMON, defineCommand, given } from "../cli/command.ts";
import { parseClassification } from "../base/classification.ts";
import { parseDay } from "../cli/day.ts";
import { readQuery } from "../sql/read_query.ts";
import { readMaxRows, readTimeout, type Settings, TIMEOUT_SECONDS } from "../sql/settings.ts";
import { chooseFormat } from "../sql/choose_format.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** `sql`: one reading query and its answer, or a shell. */
export const sql = defineCommand({
  summary: "answers one SQL query over the warehouse, reading only; a shell when none is given",
  usage: "[QUERY | --file FILE | --query NAME [--month YYYY-MM] [COLUMN=VALUE …]] [--audience CLASS] [--as-of DATE] " +
    "[--format FORMAT] [--json] [--max-rows N] [--timeout SECONDS] [--out FILE] [--warehouse FILE]",
  options: {
    file: { type: "string", short: "f", value: "FILE", help: "reads the query from a file; it can also be piped in" },
    query: {
      type: "string",
      short: "q",
      value: "NAME",
      help: "runs the project's query of that name, for the values of its columns given as COLUMN=VALUE",
    },
    month: { ...COMMON.month, help: "with --query: the rows of a month, such as 2019-07" },
    audience: {
      type: "string",
      value: "CLASS",
      help: "answers as that audience may be shown: refuses what is above it (exit 6), suppresses small groups",
    },
    format: {
      type: "string",
      value: "FORMAT",
      help: "table, csv, json, markdown or xlsx; unless given, the ending of --out decides, else table on a terminal " +
        "and csv in a pipe",
    },
    json: { type: "boolean", default: false, help: "the same as --format json" },
    "as-of": COMMON["as-of"],
    "max-rows": {
      type: "string",
      value: "N",
      help: "shows at most N rows, or all; unless given, 1000 of a table and all of any other format",
    },
    timeout: { type: "string", value: "SECONDS", default: String(TIMEOUT_SECONDS), help: "interrupts a longer query" },
    out: { type: "string", value: "FILE", help: "writes the answer to a file instead" },
    warehouse: COMMON.warehouse,
  },
  positionals: Infinity,
  examples: [
    [`deno task sql "from csr_variance_summary"`, "prints a table; in a pipe, CSV"],
    [
      `deno task sql "from sr_variance_by_user where is_exception" --as-of 2019-09-30 --out exceptions.xlsx`,
      "writes a workbook, with the query and the warehouse it was asked of on a second sheet",
    ],
    [
      "deno task sql --query performance_levels --month 2019-07 region=North",
      "runs a query of the project; in the shell, .queries lists them",
    ],
    [`deno task sql ".describe csr_variance_summary"`, "runs a command of the shell; .help lists them"],
    ["deno task sql --file question.sql --json", "prints a JSON array with an object a row"],
    ["deno task sql", "opens the shell: .help inside says what it can do"],
  ],
  run: async ({ values, positionals }) => {
    const out = values.out;
    const format = chooseFormat({ format: values.format, json: values.json === true, out }, Deno.stdout.isTerminal());
    const unnamed = {
      format,
      asOf: given(values["as-of"], parseDay),
      audience: given(values.audience, parseClassification),
      maxRows: given(values["max-rows"], readMaxRows),
      timeoutSeconds: readTimeout(values.timeout),
    };
    const warehouse = values.warehouse;
    const named = await readNamed(warehouse, values.query, values.month, unnamed, {
      positionals,
      file: values.file,
    });
    const settings = { ...unnamed, audience: named === null ? unnamed.audience : named.audience };
    const query = named?.sql ?? await readQuery(
      { query: positionals[0], file: values.file },
      Deno.stdin.isTerminal() ? null : Deno.stdin.readable,
    );
    if (query === null) {
      if (out !== undefined || !Deno.stdout.isTerminal()) {
        throw new UserError(
          EXIT.wrongUsage,
          "Cannot open the shell because its output is no terminal: give QUERY, --file FILE, or pipe one in",
        );
      }
      const { openShell } = await import("../sql/open_shell.ts");
      return await openShell(warehouse, settings);
    }
    if (query.startsWith(".")) {
      const { answerCommand } = await import("../sql/answer_command.ts");
      for (const line of await answerCommand(warehouse, query, settings, out)) console.error(line);
      return EXIT.done;
    }
    const { answerOnce } = await import("../sql/answer_once.ts");
    for (const line of await answerOnce(warehouse, query, settings, { out })) console.error(line);
    return EXIT.done;
  },
});

/** The project's query that is asked by its name; null when none is. */
async function readNamed(
  path: string,
  name: string | undefined,
  month: string | undefined,
  { asOf, audience }: Pick<Settings, "asOf" | "audience">,
  { positionals, file }: { readonly positionals: readonly string[]; readonly file: string | undefined },
) {
  if (name === undefined) {
    if (month !== undefined) {
      throw new UserError(EXIT.wrongUsage, "Cannot run sql with --month alone: it is for --query NAME");
    }
    if (positionals.length > 1) {
      throw new UserError(
        EXIT.wrongUsage,
        `Cannot run sql because it takes no argument "${positionals[1]}": quote the query`,
      );
    }
    return null;
  }
  if (file !== undefined) {
    throw new UserError(EXIT.wrongUsage, `Cannot run both --query ${name} and --file "${file}": give one of them`);
  }
  const { readParameters } = await import("../sql/read_parameters.ts");
  const { namedQuery } = await import("../sql/named_query.ts");
  const { openReadOnly } = await import("../db/open_warehouse.ts");
  const given = readParameters([...month === undefined ? [] : [`month=${month}`], ...positionals]);
  using warehouse = await openReadOnly(path, { asOf, audience });
  return await namedQuery(warehouse.connection, name, given, audience);
}
