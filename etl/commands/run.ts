import { join } from "node:path";
import { parseClassification } from "../base/classification.ts";
import { COMMON, defaults, defineCommand, given, type Options, type Values } from "../cli/command.ts";
import type { LoadOutcome } from "../load/load_outcome.ts";
import { firstOfMonth } from "../cli/month.ts";
import { ProgressLog } from "../cli/progress_log.ts";
import { appendRun, type RunEntry, runLogPath } from "../cli/run_log.ts";
import { explainFullDisk } from "../files/full_disk.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { onExit } from "../files/on_exit.ts";
import { annex } from "./annex.ts";
import { check } from "./check.ts";
import { load, loadOnce } from "./load.ts";

const OPTIONS = {
  month: {
    ...COMMON.month,
    help: "the annex month; by default the newest complete one, every report of it loaded or explained",
  },
  audience: COMMON.audience,
  inbox: COMMON.inbox,
  warehouse: COMMON.warehouse,
  archive: COMMON.archive,
  out: COMMON.out,
  "no-notebooks": { ...annex.options["no-notebooks"], help: "leaves the notebooks out" },
  watch: { type: "boolean", default: false, help: "runs again whenever a file comes into the inbox, until stopped" },
  settle: COMMON.settle,
  log: {
    type: "string",
    value: "FORMAT",
    default: "text",
    help: "text, or json: every line as a JSON object on stderr",
  },
  "on-failure": {
    type: "string",
    value: "CMD",
    help: "a command for the shell when the exit code is not 0 or a load took rows away, with the message on its stdin",
  },
} as const satisfies Options;

/** `run`: the month's work in one call, for a scheduler. */
export const run = defineCommand({
  summary: "loads the inbox, checks, runs the notebooks and makes the annex of a month: what a scheduler calls",
  usage: "[--month YYYY-MM] [--audience CLASS] [--inbox DIR] [--warehouse FILE] [--archive DIR] [--out DIR] " +
    "[--no-notebooks] [--watch] [--settle SECONDS] [--log FORMAT] [--on-failure CMD]",
  options: OPTIONS,
  positionals: 0,
  examples: [
    ["deno task run --month 2019-07", "does the whole of July 2019's work from data/inbox into out/2019-07"],
    [
      "deno task -q run --log json",
      "does the newest complete month's, if anything is new; a log line is a JSON object",
    ],
    ["deno task run --on-failure 'mail -s Annexa analyst@example.org'", "and mails what went wrong"],
  ],
  run: async ({ values }) => {
    if (values.log !== "text" && values.log !== "json") {
      throw new UserError(EXIT.wrongUsage, `Cannot log as "${values.log}": give --log text or --log json`);
    }
    using narration = new ProgressLog(values.log, () => new Date());
    if (!values.watch) return await runOnce(values, [], narration);
    try {
      checkArguments(values);
      const { watchUntilStopped } = await import("../load/watch_until_stopped.ts");
      await watchUntilStopped(values.inbox, values.settle, async (files) => {
        const code = await runOnce(values, files, narration);
        if (code === EXIT.busy) throw new UserError(EXIT.busy, "Trying again when the other writer has ended");
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      console.error(error.message); // Here, so that it is a line of the log.
      return error.exitCode;
    }
    return EXIT.done;
  },
});

type RunValues = Values<typeof OPTIONS>;

/** @throws {UserError} exit 2 */
function checkArguments(values: RunValues): void {
  given(values.month, firstOfMonth);
  parseClassification(values.audience);
}

/** A run with its log entries, and the user's command when it fails. */
async function runOnce(values: RunValues, files: readonly string[], narration: ProgressLog): Promise<number> {
  const clock = () => new Date();
  const began: RunEntry = {
    run: clock().toISOString(),
    ended_at: null,
    month: (values.month) ?? null,
    audience: values.audience,
    exit_code: null,
    loaded: 0,
    superseded: 0,
    unchanged: 0,
    rejected: 0,
    message: "began",
  };
  narration.startAnew();
  const log = runLogPath(values.warehouse);
  logRun(log, began);
  const interrupted = onExit(() => {
    logRun(log, { ...began, ended_at: clock().toISOString(), message: `${narration.step} was interrupted` });
  });
  const ended = {
    code: EXIT.failed as number,
    month: began.month,
    message: "",
    outcomes: [] as readonly LoadOutcome[],
  };
  let failure: unknown = null;
  try {
    Object.assign(ended, await doSteps(values, files, narration, ended));
  } catch (thrown) {
    const error = explainFullDisk(thrown);
    if (error instanceof UserError) {
      ended.code = error.exitCode;
      console.error(error.message);
    } else {
      failure = error;
      console.error(error instanceof Error ? error.stack ?? error.message : String(error));
    }
    const failed = narration.step === "" ? "" : `${narration.step} failed: `;
    ended.message = `${failed}${error instanceof Error ? error.message.split("\n")[0] : error}`;
  }
  const count = (status: LoadOutcome["status"]) => ended.outcomes.filter((one) => one.status === status).length;
  interrupted[Symbol.dispose]();
  logRun(log, {
    ...began,
    ended_at: clock().toISOString(),
    month: ended.month,
    exit_code: ended.code,
    loaded: count("loaded"),
    superseded: count("superseded"),
    unchanged: count("unchanged"),
    rejected: count("rejected"),
    message: ended.message,
  });
  const command = values["on-failure"];
  // Rows that went with a re-issue's consent are no failure, and still somebody must hear of it.
  const isToBeTold = ended.code !== EXIT.done || tellLosses(ended.outcomes) !== "";
  if (isToBeTold && command !== undefined) {
    const { reportFailure } = await import("../cli/report_failure.ts");
    const headline = `Annexa: the run of ${
      ended.month ?? "the newest month"
    } ended with exit ${ended.code}: ${ended.message}`;
    const said = narration.last(200).filter((line) => !line.startsWith("unchanged "));
    const wrong = await reportFailure(command, [headline, "", ...said].join("\n"), {
      ANNEXA_EXIT_CODE: String(ended.code),
      ANNEXA_MONTH: ended.month ?? "",
      ANNEXA_WAREHOUSE: values.warehouse,
    });
    if (wrong !== null) console.error(`Cannot report the failure with --on-failure because ${wrong}`);
  }
  // A bug's stack was printed above; its exit code is 1.
  return failure === null ? ended.code : EXIT.failed;
}

/** The rows that the files loaded took away, in words; empty where none did. */
function tellLosses(outcomes: readonly LoadOutcome[]): string {
  const losses = outcomes.flatMap(({ name, status, plan = [] }) =>
    status === "rejected" ? [] : plan.filter(({ rowsGone }) => rowsGone > 0).map((one) => ({ name, ...one }))
  );
  return losses.map(({ name, extract, period, rowsGone, rowsBefore }) =>
    `"${name}" took away ${rowsGone} of the ${rowsBefore} rows of ${extract}${
      period === null ? "" : ` ${period.slice(0, 7)}`
    }`
  ).join("; ");
}

/** A log that cannot be written, on a full disk, must not end the run. */
function logRun(path: string, entry: RunEntry): void {
  try {
    appendRun(path, entry);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return; // No folder yet: the load that makes it is logged at its end.
    console.error(`Cannot write the run log "${path}": ${error instanceof Error ? error.message : error}`);
  }
}

async function doSteps(
  values: RunValues,
  files: readonly string[],
  narration: ProgressLog,
  ended: { month: string | null; outcomes: readonly LoadOutcome[] },
): Promise<{ code: number; message: string }> {
  const begin = (step: string) => {
    narration.step = step;
    console.error(step);
  };
  checkArguments(values);
  begin("Load");
  const loaded = await loadOnce({
    values: { ...defaults(load.options), inbox: values.inbox, warehouse: values.warehouse, archive: values.archive },
    positionals: files,
  });
  ended.outcomes = loaded.outcomes;
  // What was rejected stays out; the rest of the month is still made, and the exit code says that it is not complete.
  if (loaded.code !== EXIT.done && loaded.code !== EXIT.inputRejected) return { code: loaded.code, message: "" };
  const rejected = loaded.outcomes.filter(({ status }) => status === "rejected").length;
  const losses = tellLosses(loaded.outcomes);
  const withLosses = (message: string) => losses === "" ? message : `${message}; ${losses}`;
  const withRejected = (message: string) => {
    const told = withLosses(message);
    return rejected === 0 ? told : `${told}; ${rejected} ${rejected === 1 ? "file" : "files"} rejected`;
  };
  const plan = await planMonth(values);
  if (plan.month !== null) ended.month = plan.month.slice(0, 7);
  if (plan.idle !== null || plan.month === null) {
    const message = withRejected(`Nothing to do: ${plan.idle}`);
    console.error(message);
    return { code: loaded.code, message };
  }
  begin("Check");
  const month = plan.month.slice(0, 7);
  const { warehouse } = values;
  const checked = await check.run({ values: { ...defaults(check.options), warehouse, month }, positionals: [] });
  if (checked !== EXIT.done) return { code: checked, message: withLosses("a check does not hold") };
  begin("Annex");
  const made = await annex.run({
    values: {
      ...defaults(annex.options),
      ...{ month, warehouse, archive: values.archive, out: values.out, audience: values.audience },
      "no-notebooks": values["no-notebooks"],
    },
    positionals: [],
  });
  if (made !== EXIT.done) return { code: made, message: withLosses("no annex was made") };
  return { code: loaded.code, message: withRejected(`made the annex of ${ended.month}`) };
}

/** Which month to make, and why there is nothing to do, if so. */
async function planMonth(values: RunValues): Promise<{ readonly month: string | null; readonly idle: string | null }> {
  const path = values.warehouse;
  const { openReadOnly } = await import("../db/open_warehouse.ts");
  const { rows } = await import("../db/rows.ts");
  const isThere = await Deno.stat(path).then(() => true, () => false);
  if (!isThere) return { month: null, idle: "nothing is loaded yet" };
  using warehouse = await openReadOnly(path);
  const { connection } = warehouse;
  let month = given(values.month, firstOfMonth);
  if (month === null) {
    const [found] = await rows(
      connection,
      `select max(annex_month) filter (where is_complete) as complete, max(annex_month) as newest,
         arg_max(missing_reports, annex_month) as missing_reports from month_completeness`,
    );
    month = (found?.complete ?? null) as string | null;
    if (month === null) {
      const newest = found?.newest ?? null;
      return {
        month: null,
        idle: newest === null
          ? "nothing is loaded yet"
          : `no month is complete; ${String(newest).slice(0, 7)} lacks ${
            found!.missing_reports
          }; --month makes it as it is`,
      };
    }
  }
  const folder = join(values.out, month.slice(0, 7), values.audience);
  const { clearRewrite } = await import("../files/rewrite_folder.ts");
  await clearRewrite(folder);
  const { isUpToDate } = await import("../manifest/is_up_to_date.ts");
  const { commentaryBeside, readCommentary } = await import("../commentary/read_commentary.ts");
  const commentary = await readCommentary(commentaryBeside(path, month));
  const isDone = await isUpToDate(connection, folder, commentary, values["no-notebooks"] !== true);
  return { month, idle: isDone ? `${folder} is up to date` : null };
}
