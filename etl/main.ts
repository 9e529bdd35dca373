import { parseArgs } from "node:util";
import { type Command, type Invocation, type Options, parseOptions, type Values } from "./cli/command.ts";
import { explainFullDisk } from "./files/full_disk.ts";
import { EXIT, UserError } from "./base/user_error.ts";
import { escapeControls } from "./text/escape_controls.ts";

/** Every verb, loaded only when called: a verb costs the start-up of what it needs and nothing else. */
const VERBS: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import("./commands/demo.ts")).demo,
  load: async () => (await import("./commands/load.ts")).load,
  withdraw: async () => (await import("./commands/withdraw.ts")).withdraw,
  check: async () => (await import("./commands/check.ts")).check,
  draft: async () => (await import("./commands/draft.ts")).draft,
  annex: async () => (await import("./commands/annex.ts")).annex,
  restate: async () => (await import("./commands/restate.ts")).restate,
  run: async () => (await import("./commands/run.ts")).run,
  notebook: async () => (await import("./commands/notebook.ts")).notebook,
  lab: async () => (await import("./commands/lab.ts")).lab,
  sql: async () => (await import("./commands/sql.ts")).sql,
  export: async () => (await import("./commands/export.ts")).exportCommand,
  workbench: async () => (await import("./commands/workbench.ts")).workbench,
  trace: async () => (await import("./commands/trace.ts")).trace,
  describe: async () => (await import("./commands/describe.ts")).describe,
  dictionary: async () => (await import("./commands/dictionary.ts")).dictionary,
  status: async () => (await import("./commands/status.ts")).status,
};

/** Reads the arguments, runs the verb and says how it ended. */
async function main(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === undefined || verb === "--help" || verb === "-h" || verb === "help") {
    const { overviewHelp } = await import("./cli/help.ts");
    console.log(await overviewHelp(VERBS));
    return verb === undefined ? EXIT.wrongUsage : EXIT.done;
  }
  if (!Object.hasOwn(VERBS, verb)) {
    const { didYouMean } = await import("./text/nearest_spelling.ts");
    const verbs = Object.keys(VERBS);
    const mend = didYouMean(verb, verbs, `use one of ${verbs.join(", ")}`);
    throw new UserError(EXIT.wrongUsage, `Cannot run "${verb}" because there is no such verb: ${mend}`);
  }
  const command = await VERBS[verb]!();
  const invocation = await parse(verb, command, rest);
  if (invocation.values.help) {
    const { commandHelp } = await import("./cli/help.ts");
    console.log(commandHelp(verb, command));
    return EXIT.done;
  }
  return await command.run(invocation);
}

async function parse(verb: string, command: Command, args: string[]): Promise<Invocation<Options>> {
  const seeHelp = `see \`deno task ${verb} --help\``;
  const options = parseOptions(command.options);
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const [reason] = (error as Error).message.split(/\. |\.$/);
    const [, unknown] = /^Unknown option '(--[^']+)'/.exec(reason!) ?? [];
    const { didYouMean } = await import("./text/nearest_spelling.ts");
    const mend = unknown === undefined ? "" : didYouMean(unknown, Object.keys(options).map((name) => `--${name}`), "");
    throw new UserError(EXIT.wrongUsage, `Cannot run ${verb}: ${reason}${mend === "" ? "" : `: ${mend}`}; ${seeHelp}`);
  }
  if (parsed.positionals.length > command.positionals && !parsed.values.help) {
    const extra = parsed.positionals[command.positionals];
    throw new UserError(EXIT.wrongUsage, `Cannot run ${verb} because it takes no argument "${extra}"; ${seeHelp}`);
  }
  // `parseArgs` has checked each value against the type of its option.
  return { values: parsed.values as Values<Options>, positionals: parsed.positionals };
}

// Names of files and values of cells reach messages from everywhere.
for (const name of ["log", "error"] as const) {
  const print = console[name];
  console[name] = (...parts: unknown[]) =>
    print(...parts.map((part) => typeof part === "string" ? escapeControls(part) : part));
}
try {
  Deno.exitCode = await main(Deno.args);
} catch (thrown) {
  const error = explainFullDisk(thrown);
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  Deno.exitCode = error.exitCode;
}
