import type { ParseArgsOptionsConfig } from "node:util";

/** An option of a verb, in `node:util` `parseArgs` form with what `--help` says about it. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: string | boolean;
  /** The name of the value in `--help`: FILE, MONTH. Strings only. */
  readonly value?: string;
  readonly help: string;
}

/** What the user typed, parsed and checked against the verb's options. */
export interface Invocation {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

/** A verb of the command line. Its file in `etl/commands/` has the verb's name and is loaded only when it is called. */
export interface Command {
  /** One line, lower case, without a final period. */
  readonly summary: string;
  /** The arguments after the verb: `[FILE…] [--quarantine]`. */
  readonly usage: string;
  readonly options: Readonly<Record<string, Option>>;
  /** How many positionals it takes at most. */
  readonly positionals: number;
  /** Complete command lines with what they do. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  /**
   * Does the work: data to stdout, narration to stderr.
   *
   * @returns the exit code
   * @throws {UserError} what the user can mend
   */
  run(invocation: Invocation): Promise<number>;
}

/**
 * What was typed for an option, read; null where nothing was.
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

/** The options that mean the same in every verb that takes them. */
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
    help: "answers every measure as it was known at the end of that day, in the configured time zone",
  },
  settle: {
    type: "string",
    value: "SECONDS",
    default: "2",
    help: "with --watch: how long a file must stay as it is to count as whole",
  },
  archive: {
    type: "string",
    value: "DIR",
    help: "the folder loaded files are kept in (default archive beside the warehouse)",
  },
  inbox: { type: "string", value: "DIR", default: "data/inbox", help: "the folder of extracts" },
  out: { type: "string", value: "DIR", default: "out", help: "the folder outputs are written under" },
  month: { type: "string", value: "YYYY-MM", help: "the reporting month, such as 2019-07" },
  commentary: {
    type: "string",
    value: "FILE",
    help: "the month's commentary (default commentary/YYYY-MM.md beside the warehouse, where there is one)",
  },
  audience: { type: "string", value: "CLASS", default: "white", help: "white, green, amber or red: who may see it" },
  json: { type: "boolean", default: false, help: "prints JSON on stdout" },
} as const satisfies Record<string, Option>;

/** `--help`, which every verb has. */
export const HELP: Option = { type: "boolean", short: "h", default: false, help: "prints this help" };
