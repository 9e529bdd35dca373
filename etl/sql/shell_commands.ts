import { parseClassification } from "../base/classification.ts";
import { didYouMean } from "../text/nearest_spelling.ts";
import { parseDay } from "../cli/day.ts";
import { MARKINGS } from "../base/marking.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { agreeAudience } from "./agree_audience.ts";
import { answerOnce } from "./answer_once.ts";
import { chooseFormat } from "./choose_format.ts";
import { describeRelation, exploreQueries, listViews } from "./explore.ts";
import { type NamedQuery, namedQuery } from "./named_query.ts";
import { readParameters } from "./read_parameters.ts";
import { FORMATS, readFormat, readMaxRows, readTimeout, TABLE_ROWS } from "./settings.ts";
import type { ShellState } from "./shell_state.ts";
import { wrapNames, wrapText } from "../text/wrap_text.ts";
import { splitWords } from "./split_words.ts";

/** A command of the shell: a line that begins with a dot. */
export interface ShellCommand {
  /** What follows its name; empty when nothing does. */
  readonly argument: string;
  readonly help: string;
  /** Does it and returns what to print, or a query to answer. `signal` interrupts it. */
  run(state: ShellState, argument: string, signal: AbortSignal): Promise<Outcome> | Outcome;
}

/** What a command comes to: text to print, or a query that is answered in its place. */
type Outcome = string | NamedQuery;

/** The shell's commands by name, in the order of `.help`. */
export const SHELL_COMMANDS: Readonly<Record<string, ShellCommand>> = {
  ".help": {
    argument: "",
    help: "prints this help",
    run: (state) => help(state.width),
  },
  ".views": {
    argument: "[TEXT]",
    help: "lists the views, or those with TEXT in their name",
    run: (state, argument) => explore(state, (connection) => listViews(connection, argument, state.width)),
  },
  ".describe": {
    argument: "NAME",
    help: "shows the columns of a view or table: type and class",
    run: (state, argument) => explore(state, (connection) => describeRelation(connection, argument)),
  },
  ".queries": {
    argument: "[TEXT | NAME]",
    help: "lists the project's queries, or those with TEXT in their name, with parameters, grain, units and class; " +
      "prints the SQL of NAME",
    run: (state, argument) => explore(state, (connection) => exploreQueries(connection, argument, state.width)),
  },
  ".query": {
    argument: "NAME [month=YYYY-MM] [COLUMN=VALUE …] [audience=CLASS]",
    help: "runs a query of the project for a month, a Region (region=North) or any other value of its columns",
    run: (state, argument) => {
      const [name, ...words] = splitWords(argument);
      if (name === undefined) {
        throw wrong("Cannot run a query without its name: give .query NAME, as .queries lists them");
      }
      const given = readParameters(words);
      return explore(state, (connection) => namedQuery(connection, name, given, state.settings.audience));
    },
  },
  ".format": {
    argument: "[FORMAT]",
    help: `shows or sets how answers are printed: ${FORMATS.filter((one) => one !== "xlsx").join(", ")}`,
    run: (state, argument) => {
      if (argument !== "") {
        const format = readFormat(argument);
        if (format === "xlsx") throw wrong("Cannot print a workbook: run the query, then .save FILE.xlsx");
        state.settings = { ...state.settings, format };
      }
      return `Answers are printed as ${state.settings.format}\n`;
    },
  },
  ".as-of": {
    argument: "[DATE | now]",
    help: "shows or sets the day every measure answers as known on",
    run: (state, argument) => {
      if (argument !== "") {
        state.settings = { ...state.settings, asOf: argument === "now" ? null : parseDay(argument) };
      }
      const { asOf } = state.settings;
      return asOf === null ? "Measures answer from everything loaded\n" : `Measures answer as known on ${asOf}\n`;
    },
  },
  ".audience": {
    argument: "[CLASS | none]",
    help: "shows or sets for whom answers are: what they may not see is refused, small groups are suppressed",
    run: (state, argument) => {
      if (argument !== "") {
        const asked = argument === "none" ? null : parseClassification(argument);
        if (asked === null && state.openedFor !== null) {
          throw wrong(
            `Cannot answer for you alone because the shell was opened for the ${
              MARKINGS[state.openedFor].label
            } audience: open another`,
          );
        }
        state.settings = { ...state.settings, audience: agreeAudience(state.openedFor, asked) };
      }
      const { audience } = state.settings;
      return audience === null
        ? "Answers are for you: nothing is suppressed\n"
        : `Answers are for the ${MARKINGS[audience].label} audience\n`;
    },
  },
  ".max-rows": {
    argument: "[N | all]",
    help: "shows or sets how many rows are printed; .save is not limited",
    run: (state, argument) => {
      if (argument !== "") state.settings = { ...state.settings, maxRows: readMaxRows(argument) };
      const most = state.settings.maxRows ?? TABLE_ROWS;
      return most === Infinity ? "All rows are printed\n" : `At most ${most} rows are printed\n`;
    },
  },
  ".timeout": {
    argument: "[SECONDS]",
    help: "shows or sets after how long a query is interrupted",
    run: (state, argument) => {
      if (argument !== "") state.settings = { ...state.settings, timeoutSeconds: readTimeout(argument) };
      return `Queries are interrupted after ${state.settings.timeoutSeconds} s\n`;
    },
  },
  ".timing": {
    argument: "[on | off]",
    help: "shows or sets whether the time a query took is said",
    run: (state, argument) => {
      if (!["", "on", "off"].includes(argument)) throw wrong(`Cannot set .timing to "${argument}": use on or off`);
      if (argument !== "") state.timing = argument === "on";
      return `Timing is ${state.timing ? "on" : "off"}\n`;
    },
  },
  ".save": {
    argument: "FILE",
    help: "runs the last query again and writes all its rows; FILE ends in .csv, .json, .md, .txt or .xlsx",
    run: async (state, argument, signal) => {
      if (argument === "") throw wrong("Cannot save without a name: give .save FILE, such as .save exceptions.xlsx");
      if (state.lastQuery === null) throw wrong("Cannot save because no query has been answered yet");
      const { sql, audience } = state.lastQuery;
      const format = chooseFormat({ out: argument }, true);
      const asked = agreeAudience(state.settings.audience, audience);
      const settings = { ...state.settings, audience: asked, format, maxRows: Infinity };
      return (await answerOnce(state.warehouse, sql, settings, { out: argument, signal })).join("\n") + "\n";
    },
  },
  ".quit": {
    argument: "",
    help: "ends the shell, as Ctrl-D does",
    run: (state) => {
      state.hasEnded = true;
      return "";
    },
  },
};

/**
 * Runs a line that begins with a dot.
 *
 * @returns What to print, or the query to answer
 * @throws {UserError} 2 when there is no such command, or its argument is wrong
 */
export async function runShellCommand(state: ShellState, line: string, signal: AbortSignal): Promise<Outcome> {
  const [, name = "", argument = ""] = /^(\S+)\s*([^]*?)[\s;]*$/.exec(line.trim()) ?? [];
  const command = Object.hasOwn(SHELL_COMMANDS, name) ? SHELL_COMMANDS[name]! : undefined;
  if (command === undefined) {
    const mend = didYouMean(name, Object.keys(SHELL_COMMANDS), ".help lists them");
    throw wrong(`Cannot run "${name}" because there is no such command: ${mend}`);
  }
  if (command.argument === "" && argument !== "") throw wrong(`Cannot run ${name} because it takes no argument`);
  return await command.run(state, argument, signal);
}

async function explore<T>(
  { warehouse, settings: { asOf, audience } }: ShellState,
  read: (connection: Awaited<ReturnType<typeof openReadOnly>>["connection"]) => Promise<T>,
): Promise<T> {
  using open = await openReadOnly(warehouse, { asOf, audience });
  return await read(open.connection);
}

function help(width = 100): string {
  const entries = Object.entries(SHELL_COMMANDS).map(([name, command]) =>
    [`${name} ${command.argument}`.trimEnd(), command.help] as const
  );
  const keys = "A query ends with a semicolon and may run over several lines. Tab completes; Up recalls, after a few " +
    "letters what began with them; Ctrl-C interrupts the query or drops the line; Ctrl-D ends the shell.";
  // Where the longest leaves no room beside it, what is said of a command stands below it.
  const beside = width - Math.max(...entries.map(([usage]) => usage.length)) >= 40
    ? wrapNames(entries, width)
    : entries.flatMap(([usage, text]) => [usage, ...wrapText(text, width - 4).map((line) => `    ${line}`)]);
  return [...wrapText(keys, width), "", ...beside, ""].join("\n");
}

function wrong(message: string): UserError {
  return new UserError(EXIT.wrongUsage, message);
}
