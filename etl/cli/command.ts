import type { ParseArgsOptionsConfig } from "node:util";

/** An option of a verb: its `node:util` `parseArgs` form and its text in `--help`. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: string | boolean;
  /** The name of the value in `--help`, such as FILE or MONTH. For strings only. */
  readonly value?: string;
  readonly help: string;
}

/** The typed arguments, parsed and checked against the verb's options. */
export interface Invocation {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

/** A verb of the command line. Its file in `etl/commands/` has the verb's name and is loaded only for a call. */
export interface Command {
  /** One line, lower case, without a final period. */
  readonly summary: string;
  /** The arguments after the verb: `[FILE…] [--quarantine]`. */
  readonly usage: string;
  readonly options: Readonly<Record<string, Option>>;
  /** The highest number of positionals. */
  readonly positionals: number;
  /** Complete command lines, each with its effect. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  /**
   * Does the work. Data goes to stdout, narration to stderr.
   *
   * @returns the exit code
   * @throws {UserError} for an error that the user can fix
   */
  run(invocation: Invocation): Promise<number>;
}

/**
 * Reads the typed value of an option; null when the option is not given.
 *
 * @throws {UserError} as `read` does
 *
 * @example
 * ```ts
 * import { given } from "./command.ts";
 * import { firstOfMonth } from "./month.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(given("2019-07", firstOfMonth), "2019-07-01");
 * strictEqual(given(undefined, firstOfMonth), null);
 * ```
 */
export function given<Read>(typed: Invocation["values"][string], read: (text: string) => Read): Read | null {
  return typed === undefined ? null : read(typed as string);
}

/** The part of a verb's options that `parseArgs` reads. */
export function parseOptions(options: Command["options"]): ParseArgsOptionsConfig {
  return Object.fromEntries(
    Object.entries({ ...options, help: HELP }).map(([name, { type, short, multiple, default: value }]) => [name, {
      type,
      ...(short === undefined ? {} : { short }),
      ...(multiple === undefined ? {} : { multiple }),
      ...(value === undefined ? {} : { default: value }),
    }]),
  );
}

/** The options that several verbs share. */
export const COMMON = {
  warehouse: {
    type: "string",
    value: "FILE",
    default: "data/warehouse.duckdb",
    help: "the warehouse",
  },
  "as-of": {
    type: "string",
    value: "DATE",
    help: "computes every measure from the loads known at the end of that day, in the configured time zone",
  },
  settle: {
    type: "string",
    value: "SECONDS",
    default: "2",
    help: "with --watch: how long a file must stay unchanged before it is loaded",
  },
  archive: {
    type: "string",
    value: "DIR",
    help: "the folder of loaded files (default archive next to the warehouse)",
  },
  inbox: { type: "string", value: "DIR", default: "data/inbox", help: "the folder of extracts" },
  out: { type: "string", value: "DIR", default: "out", help: "the folder of outputs" },
  month: { type: "string", value: "YYYY-MM", help: "the reporting month, such as 2019-07" },
  commentary: {
    type: "string",
    value: "FILE",
    help: "the month's commentary (default commentary/YYYY-MM.md next to the warehouse, if it exists)",
  },
  audience: { type: "string", value: "CLASS", default: "white", help: "white, green, amber or red: who may see it" },
  json: { type: "boolean", default: false, help: "prints JSON on stdout" },
} as const satisfies Record<string, Option>;

/** The option `--help` of every verb. */
export const HELP: Option = { type: "boolean", short: "h", default: false, help: "prints this help" };
