import { type Command, COMMON } from "../command.ts";
import { calendarDay } from "../day.ts";
import { readQuery } from "../sql/read_query.ts";
import { readMaxRows, readTimeout, TIMEOUT_SECONDS } from "../sql/settings.ts";
import { chooseFormat } from "../sql/choose_format.ts";
import { EXIT, UserError } from "../user_error.ts";

/** `sql`: one reading query and its answer, or a shell. */
export const sql: Command = {
  summary: "answers one SQL query over the warehouse, reading only; a shell when none is given",
  usage: "[QUERY | --file FILE] [--format FORMAT] [--as-of DATE] [--max-rows N] [--timeout SECONDS] [--out FILE]",
  options: {
    file: { type: "string", short: "f", value: "FILE", help: "reads the query from a file; it can also be piped in" },
    format: {
      type: "string",
      value: "FORMAT",
      help: "table, csv, json, markdown or xlsx; unless given, the ending of --out decides, else table on a terminal " +
        "and csv in a pipe",
    },
    json: { type: "boolean", default: false, help: "the same as --format json" },
    "as-of": { type: "string", value: "DATE", help: "answers every measure as it was known at the end of that day" },
    "max-rows": {
      type: "string",
      value: "N",
      help: "shows at most N rows, or all; unless given, 1000 of a table and all of any other format",
    },
    timeout: { type: "string", value: "SECONDS", default: String(TIMEOUT_SECONDS), help: "interrupts a longer query" },
    out: { type: "string", value: "FILE", help: "writes the answer to a file instead" },
    warehouse: COMMON.warehouse,
  },
  positionals: 1,
  examples: [
    [`deno task sql "from csr_variance_summary"`, "prints a table; in a pipe, CSV"],
    [
      `deno task sql "from sr_variance_by_user where is_exception" --as-of 2019-09-30 --out exceptions.xlsx`,
      "writes a workbook, with the query and the warehouse it was asked of on a second sheet",
    ],
    ["deno task sql --file question.sql --json", "prints a JSON array with an object a row"],
    ["deno task sql", "opens the shell: .help inside says what it can do"],
  ],
  run: async ({ values, positionals }) => {
    const text = (name: string) => values[name] as string | undefined;
    const out = text("out");
    const format = chooseFormat({ format: text("format"), json: values.json === true, out }, Deno.stdout.isTerminal());
    const [asOf, maxRows] = [text("as-of"), text("max-rows")];
    const settings = {
      format,
      asOf: asOf === undefined ? null : calendarDay(asOf),
      maxRows: maxRows === undefined ? null : readMaxRows(maxRows),
      timeoutSeconds: readTimeout(text("timeout")!),
    };
    const warehouse = text("warehouse")!;
    const query = await readQuery(
      { query: positionals[0], file: text("file") },
      Deno.stdin.isTerminal() ? null : Deno.stdin.readable,
    );
    if (query === null) {
      if (out !== undefined || !Deno.stdout.isTerminal()) {
        throw new UserError(
          EXIT.wrongUsage,
          "Cannot open the shell as its output is no terminal: give QUERY, --file FILE, or pipe one in",
        );
      }
      const { openShell } = await import("../sql/open_shell.ts");
      return await openShell(warehouse, settings);
    }
    const { answerOnce } = await import("../sql/answer_once.ts");
    for (const line of await answerOnce(warehouse, query, settings, { out })) console.error(line);
    return EXIT.done;
  },
};
