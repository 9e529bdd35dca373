import type { Restatement } from "../manifest/restate.ts";
import { dirname } from "node:path";
import { COMMON, defineCommand, type Invocation, type Options } from "../cli/command.ts";
import { oneLine } from "../text/one_line.ts";
import type { LoadOutcome } from "../load/load_outcome.ts";
import { EXIT, UserError } from "../base/user_error.ts";

const OPTIONS = {
  inbox: COMMON.inbox,
  warehouse: COMMON.warehouse,
  archive: COMMON.archive,
  reissue: {
    type: "boolean",
    default: false,
    help: "the files are re-issues: of two files for one period, the later one by order counts",
  },
  "accept-loss": {
    type: "boolean",
    default: false,
    help: "the files are re-issues that may take away most rows of a period",
  },
  "dry-run": {
    type: "boolean",
    default: false,
    help: "writes nothing: says what each file would add, take away and change, and which published figures with it",
  },
  quarantine: {
    type: "boolean",
    default: false,
    help: "loads the good rows of a file with bad ones, and keeps the bad ones aside, counted",
  },
  rebuild: {
    type: "boolean",
    default: false,
    help: "makes the warehouse anew from the archive, in the order and with the moments its ledger recorded",
  },
  watch: { type: "boolean", default: false, help: "goes on loading what comes into the inbox, until it is stopped" },
  settle: COMMON.settle,
  "show-values": { type: "boolean", default: false, help: "prints Amber and Red values in messages" },
  report: {
    type: "string",
    value: "FILE.xlsx",
    help:
      "where there are problems, writes a workbook of them to send back: a list, and the sheets with bad cells marked",
  },
  json: COMMON.json,
} as const satisfies Options;

/** `load`: extracts into the warehouse. */
export const load = defineCommand({
  summary: "loads files, or the inbox; a line a file: loaded, unchanged, superseded, rejected and why",
  usage: "[FILE…] [--inbox DIR] [--warehouse FILE] [--archive DIR] [--reissue] [--accept-loss] [--dry-run] " +
    "[--quarantine] [--rebuild] [--watch] [--settle SECONDS] [--show-values] [--report FILE.xlsx] [--json]",
  options: OPTIONS,
  positionals: Infinity,
  examples: [
    ["deno task load", "loads every spreadsheet in data/inbox"],
    ["deno task load csr-2019-07.xlsx --reissue", "loads one file, which replaces what was loaded for its month"],
    ["deno task load --dry-run csr-2019-07.xlsx", "says what loading it would change, and exits as the load would"],
    ["deno task load --rebuild", "makes the warehouse anew from the files kept in data/archive"],
    [
      "deno task load csr-2019-07.xlsx --report csr-problems.xlsx",
      "writes what is wrong with it, cell by cell, into a workbook for whoever made it",
    ],
    ["deno task load --watch", "loads each file as soon as it is whole in data/inbox, until Ctrl-C"],
    ["deno task load --inbox march --json", "loads a folder and prints what became of each file as JSON"],
  ],
  run: async (invocation) => {
    const { values } = invocation;
    if (values.watch !== true) return await loadOnce(invocation).then(({ code }) => code);
    if (values["dry-run"]) {
      throw new UserError(EXIT.wrongUsage, "Cannot watch without writing: leave --watch or --dry-run out");
    }
    if (invocation.positionals.length > 0 || values.rebuild) {
      throw new UserError(
        EXIT.wrongUsage,
        "Cannot watch single files or a rebuild: leave them out, or leave --watch out",
      );
    }
    const { watchUntilStopped } = await import("../load/watch_until_stopped.ts");
    await watchUntilStopped(values.inbox, values.settle, async (files) => {
      await loadOnce({ values, positionals: files });
    });
    return EXIT.done;
  },
});

/** How a load ended, and what became of each file. */
export interface Loaded {
  readonly code: number;
  readonly outcomes: readonly LoadOutcome[];
}

/** Loads what an invocation of the verb names, printing what became of it. */
export async function loadOnce({ values, positionals }: Invocation<typeof OPTIONS>): Promise<Loaded> {
  const warehouse = values.warehouse;
  const archive = values.archive;
  if (values.rebuild && values.report !== undefined) {
    throw new UserError(EXIT.wrongUsage, "Cannot report on a rebuild: leave out --report");
  }
  const dryRun = values["dry-run"] === true;
  if (values.rebuild && dryRun) {
    throw new UserError(EXIT.wrongUsage, "Cannot rebuild without writing: leave --rebuild or --dry-run out");
  }
  if (values.rebuild) {
    return { code: await rebuild(warehouse, archive, values.inbox, positionals), outcomes: [] };
  }
  const inbox = positionals.length > 0 ? await namedFiles(positionals) : await inboxFiles(values.inbox);
  const report = values.report;
  if (report !== undefined) await checkReport(report, inbox.files, values.inbox);
  for (const note of inbox.notes) console.error(printable(note));
  const refused = inbox.refused.map(({ path, reason }) => refusal(path, reason));
  const { loadFiles } = await import("../load/load_files.ts");
  const { formatProgress } = await import("../load/format_progress.ts");
  const { ProgressLine } = await import("../cli/progress_line.ts");
  using progress = new ProgressLine();
  let restated: readonly Restatement[] = [];
  const { outcomes, isPublished, changedContracts } = await loadFiles({
    warehouse,
    ...archive === undefined ? {} : { archive },
    files: inbox.files,
    clock: () => new Date(),
    reissue: values.reissue === true,
    acceptLoss: values["accept-loss"] === true,
    dryRun,
    onDryRun: async (connection, newFiles) => {
      const { wouldRestate } = await import("../manifest/would_restate.ts");
      restated = await wouldRestate(connection, newFiles, values["show-values"] === true ? "red" : "white");
    },
    quarantine: values.quarantine === true,
    showValues: values["show-values"] === true,
    onProgress: (reached) => progress.show(formatProgress(reached)),
  });
  progress.clear();
  const all = [...refused, ...outcomes];
  const joined = dryRun ? [] : await joinedLabels(warehouse, outcomes, values["show-values"] === true);
  if (values.json) {
    printJson(
      {
        warehouse,
        ...dryRun ? { is_dry_run: true, would_restate: restated } : {},
        is_published: isPublished,
        changed_contracts: changedContracts,
        joined_labels: joined,
      },
      all,
      values["show-values"] === true,
    );
  } else {
    await printLines(all, dryRun);
    const { formatJoinedLabel } = await import("../load/format_joined_label.ts");
    for (const one of joined) console.log(printable(formatJoinedLabel(one)));
  }
  if (dryRun && !values.json) {
    const { restatementLines } = await import("../manifest/restatement_lines.ts");
    for (const paper of restated) {
      for (const line of restatementLines(paper)) console.log(printable(`would restate ${line}`));
    }
  }
  if (dryRun) console.error("A dry run: nothing was written");
  await printMarking(all);
  if (all.length === 0) console.error(`Nothing to load: no spreadsheet in "${values.inbox}"`);
  if (report !== undefined) await writeReport(report, warehouse, all);
  const isLoaded = all.some(({ status }) => status === "loaded" || status === "superseded");
  if (isPublished && !isLoaded) console.error("Brought the views and reference data up to date");
  if (changedContracts.length > 0) {
    const of = `${changedContracts.length === 1 ? "contract" : "contracts"} of ${changedContracts.join(", ")}`;
    console.error(`The ${of} changed after files were read under it: \`deno task load --rebuild\` reads them again`);
  }
  return { code: all.some(({ status }) => status === "rejected") ? EXIT.inputRejected : EXIT.done, outcomes: all };
}

/** Which spellings of a label the loaded files brought that count as one. */
async function joinedLabels(warehouse: string, outcomes: readonly LoadOutcome[], showValues: boolean) {
  const loaded = outcomes.filter(({ status }) => status === "loaded" || status === "superseded");
  if (loaded.length === 0) return [];
  const { readJoinedLabels } = await import("../load/joined_labels.ts");
  return await readJoinedLabels(warehouse, loaded, showValues);
}

/** What the archive does not keep is looked for in the inbox, if there is one. */
async function rebuild(
  warehouse: string,
  archive: string | undefined,
  inbox: string,
  positionals: readonly string[],
): Promise<number> {
  if (positionals.length > 0) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot rebuild from "${positionals[0]}" alone: leave the files out, the archive has them`,
    );
  }
  const also = await inboxFiles(inbox).catch((error) => {
    if (error instanceof UserError) return { files: [] };
    throw error;
  });
  const { rebuildWarehouse } = await import("../load/rebuild_warehouse.ts");
  const { restorePublications } = await import("../manifest/restore_publications.ts");
  const { formatProgress } = await import("../load/format_progress.ts");
  const { ProgressLine } = await import("../cli/progress_line.ts");
  using progress = new ProgressLine();
  const names = await rebuildWarehouse({
    warehouse,
    ...archive === undefined ? {} : { archive },
    also: also.files,
    restorePublications,
    clock: () => new Date(),
    onProgress: (reached) => progress.show(formatProgress(reached)),
  });
  progress.clear();
  for (const name of names) console.log(printable(`rebuilt     ${name}`));
  return EXIT.done;
}

async function inboxFiles(folder: string) {
  const { listInbox } = await import("../load/list_inbox.ts");
  return await listInbox(folder);
}

/** A report goes where it can be told from the extracts, before anything is loaded. */
async function checkReport(report: string, files: readonly string[], inbox: string): Promise<void> {
  const refuse = (reason: string) =>
    new UserError(EXIT.wrongUsage, `Cannot write report "${report}" because ${reason}`);
  if (!/\.xlsx$/i.test(report)) throw refuse("it is a workbook: end its name in .xlsx");
  const real = async (path: string) => await Deno.realPath(path).catch(() => null);
  const target = await real(report);
  for (const file of files) {
    if (target !== null && target === await real(file)) throw refuse("it is one of the files to load: name another");
  }
  const folder = await real(dirname(report));
  if (folder === null) throw refuse(`there is no folder "${dirname(report)}": create it`);
  if (folder === await real(inbox)) throw refuse("what is in the inbox is loaded: name a file elsewhere");
}

async function writeReport(report: string, warehouse: string, outcomes: readonly LoadOutcome[]): Promise<void> {
  const { allExtracts } = await import("../extracts/all_extracts.ts");
  const { problemWorkbook } = await import("../load/problem_workbook.ts");
  const { writeFile } = await import("../files/write_file.ts");
  const workbook = await problemWorkbook(outcomes, await allExtracts());
  if (workbook === null) return console.error("No problems: no report written");
  await writeFile(report, warehouse, (write) => write(workbook.bytes));
  const { problems, files, classification } = workbook;
  console.error(
    printable(
      `Wrote ${report}: ${problems} ${problems === 1 ? "problem" : "problems"} of ${files} ${
        files === 1 ? "file" : "files"
      }, ${classification.charAt(0).toUpperCase()}${classification.slice(1)} as the extracts are`,
    ),
  );
}

/** What a user names is read even through a link, but must be there before anything is loaded. */
async function namedFiles(paths: readonly string[]) {
  for (const path of paths) {
    const found = await Deno.stat(path).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    });
    if (found === null) {
      throw new UserError(
        EXIT.wrongUsage,
        `Cannot load "${path}" because there is no such file: check its name and folder`,
      );
    }
    if (found.isDirectory) {
      throw new UserError(EXIT.wrongUsage, `Cannot load "${path}" because it is a folder: give it with --inbox`);
    }
  }
  return { files: paths, notes: [], refused: [] };
}

/** A file's name can hold line breaks and terminal codes. */
function printable(line: string): string {
  return oneLine(line, Infinity);
}

function refusal(path: string, reason: string): LoadOutcome {
  const name = path.split(/[\\/]/).at(-1)!;
  return { path, name, status: "rejected", loads: [], quarantinedRows: 0, problems: [], messages: [reason], notes: [] };
}

/** Totals of an Amber extract are Amber, whatever is released of them: what is pasted elsewhere has its marking beside it. */
async function printMarking(outcomes: readonly LoadOutcome[]): Promise<void> {
  const shown = new Set(
    outcomes.flatMap(({ plan = [] }) =>
      plan.filter(({ totals }) => totals.some(({ withheld }) => withheld === null)).map(({ extract }) => extract)
    ),
  );
  if (shown.size === 0) return;
  const { allExtracts } = await import("../extracts/all_extracts.ts");
  const { highest } = await import("../base/classification.ts");
  const { MARKINGS } = await import("../base/marking.ts");
  const classes = (await allExtracts()).filter(({ name }) => shown.has(name)).map((one) => one.classification);
  console.error(`${MARKINGS[highest(classes)].label}: it gives totals of the rows loaded`);
}

/**
 * A line for each file on stdout, and one for each period it changes. Its problems and notes go to stderr, but for the one
 * that its line says already.
 */
async function printLines(outcomes: readonly LoadOutcome[], dryRun: boolean): Promise<void> {
  const { formatOutcome } = await import("../load/format_outcome.ts");
  const { formatPlan } = await import("../load/format_plan.ts");
  for (const outcome of outcomes) {
    for (const note of outcome.notes) console.error(printable(`${outcome.name}: ${note}`));
    const line = formatOutcome(outcome);
    for (const message of outcome.messages) if (!line.endsWith(`: ${message}`)) console.error(printable(message));
    console.log(printable(`${dryRun ? "would be " : ""}${line}`));
    if (outcome.status === "rejected") continue; // Its message has said what it would change.
    for (const plan of outcome.plan ?? []) {
      if (plan.effect !== "first" || dryRun) console.log(printable(`            ${formatPlan(plan)}`));
    }
  }
}

function printJson(
  report: Readonly<Record<string, unknown>>,
  outcomes: readonly LoadOutcome[],
  showValues: boolean,
): void {
  // A problem's value may be Amber or Red; its message has said what may be said.
  const files = outcomes.map((outcome) => ({
    ...outcome,
    problems: outcome.problems.map(({ value, ...problem }) => showValues ? { ...problem, value } : problem),
  }));
  console.log(JSON.stringify({ ...report, files }, null, 2));
}
