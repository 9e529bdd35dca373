import { type Command, HELP, type Option } from "./command.ts";
import { wrapNames, wrapText } from "../text/wrap_text.ts";

/** Characters per line, for easy reading. An example's command line may be longer, so that it can be copied. */
const WIDTH = 100;

/**
 * The help of one verb: its summary, usage, options with defaults, and examples.
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
  const options = Object.entries({ ...command.options, help: HELP })
    .map(([name, option]) => [flag(name, option), `${option.help}${defaultOf(option)}`] as const);
  const [first, ...more] = wrapUsage(`deno task ${verb} ${command.usage}`);
  return [
    first,
    ...indented(more, 4),
    "",
    ...indented(wrapText(command.summary, WIDTH - 2), 2),
    "",
    "Options",
    ...indented(wrapNames(options, WIDTH - 2), 2),
    "",
    "Examples",
    ...command.examples.flatMap(([line, does]) => [`  ${line}`, ...indented(wrapText(does, WIDTH - 6), 6)]),
    "",
    ...EXIT_CODES,
  ].join("\n");
}

/** The help without a verb: a list of every verb with its summary. */
export async function overviewHelp(verbs: Readonly<Record<string, () => Promise<Command>>>): Promise<string> {
  const names = Object.keys(verbs);
  const commands = await Promise.all(Object.values(verbs).map((load) => load()));
  const entries = names.map((name, index) => [name, commands[index]!.summary] as const);
  return [
    "Annexa: DCC extracts in, Annex A out",
    "",
    "deno task VERB [ARGUMENTS]",
    "",
    ...indented(wrapNames(entries, WIDTH - 2), 2),
    "",
    "deno task VERB --help says more, with examples",
    ...EXIT_CODES,
  ].join("\n");
}

const EXIT_CODES = wrapText(
  "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 busy, 4 input rejected, 5 a check or claim is false, " +
    "6 refused by classification",
  WIDTH,
);

/** Wraps the usage without a line break between an option and its value. */
function wrapUsage(usage: string): string[] {
  const joined = usage.replace(/\[[^[\]]*\]|--[a-z-]+ [A-Z]+/g, (part) => part.replaceAll(" ", "\u00a0"));
  return wrapText(joined, WIDTH - 4).map((line) => line.replaceAll("\u00a0", " "));
}

function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => " ".repeat(by) + line);
}

function flag(name: string, option: Option): string {
  const short = option.short === undefined ? "" : `-${option.short}, `;
  return `${short}--${name}${option.value === undefined ? "" : ` ${option.value}`}`;
}

function defaultOf(option: Option): string {
  return typeof option.default === "string" ? ` (default ${option.default})` : "";
}
