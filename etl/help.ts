import { type Command, HELP, type Option } from "./command.ts";

/**
 * The help of one verb: what it does, its usage, its options with defaults, and examples.
 *
 * @example
 * ```ts
 * import { commandHelp } from "./help.ts";
 * import { match } from "node:assert/strict";
 * const help = commandHelp("greet", {
 *   summary: "says hello",
 *   usage: "[NAME]",
 *   options: {},
 *   positionals: 1,
 *   examples: [["deno task greet Ada", "greets Ada"]],
 *   run: () => Promise.resolve(0),
 * });
 * match(help, /^deno task greet \[NAME\]/);
 * ```
 */
export function commandHelp(verb: string, command: Command): string {
  const options = Object.entries({ ...command.options, help: HELP });
  const flags = options.map(([name, option]) => flag(name, option));
  const width = Math.max(...flags.map((text) => text.length));
  return [
    `deno task ${verb} ${command.usage}`.trimEnd(),
    "",
    `  ${command.summary}`,
    "",
    "Options",
    ...options.map(([, option], index) => `  ${flags[index]!.padEnd(width)}  ${option.help}${defaultOf(option)}`),
    "",
    "Examples",
    ...command.examples.flatMap(([line, does]) => [`  ${line}`, `      ${does}`]),
    "",
    EXIT_CODES,
  ].join("\n");
}

/** The help without a verb: every verb with its line. */
export async function overviewHelp(verbs: Readonly<Record<string, () => Promise<Command>>>): Promise<string> {
  const names = Object.keys(verbs);
  const commands = await Promise.all(Object.values(verbs).map((load) => load()));
  const width = Math.max(...names.map((name) => name.length));
  return [
    "Annexa: DCC extracts in, Annex A out",
    "",
    "deno task VERB [ARGUMENTS]",
    "",
    ...names.map((name, index) => `  ${name.padEnd(width)}  ${commands[index]!.summary}`),
    "",
    "deno task VERB --help says more, with examples",
    EXIT_CODES,
  ].join("\n");
}

const EXIT_CODES =
  "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 busy, 4 input rejected, 5 a check or claim is false, 6 refused by classification";

function flag(name: string, option: Option): string {
  const short = option.short === undefined ? "" : `-${option.short}, `;
  return `${short}--${name}${option.value === undefined ? "" : ` ${option.value}`}`;
}

function defaultOf(option: Option): string {
  return typeof option.default === "string" ? ` (default ${option.default})` : "";
}
