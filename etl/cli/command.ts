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

/** The options of a verb, by name. */
export type Options = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O extends { readonly multiple: true } ? readonly string[] | undefined
  : O extends { readonly type: "boolean" } ? boolean
  : O extends { readonly default: string } ? string
  : string | undefined;

/** The value of each option. An option without a default is undefined when the user does not type it. */
export type Values<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> };

/** The arguments of a verb, parsed and checked against its options. */
export interface Invocation<O extends Options> {
  readonly values: Values<O>;
  readonly positionals: readonly string[];
}

/** A verb of the command line. Its file in `etl/commands/` has the verb's name and is loaded only when it is called. */
export interface Command<O extends Options = Options> {
  /** One line, lower case, without a final period. */
  readonly summary: string;
  /** The arguments after the verb: `[FILE…] [--quarantine]`. */
  readonly usage: string;
  readonly options: O;
  /** The largest number of positionals. */
  readonly positionals: number;
  /** Complete command lines, each with its effect. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  /**
   * Does the work. Data goes to stdout, messages go to stderr.
   *
   * @returns the exit code
   * @throws {UserError} for a mistake that the user can correct
   */
  run(invocation: Invocation<O>): Promise<number>;
}

/**
 * A verb whose `run` gets its values with their types.
 *
 * @example
 * ```ts
 * import { defineCommand } from "./command.ts";
 * import { strictEqual } from "node:assert/strict";
 * const greet = defineCommand({
 *   ...{ summary: "greets", usage: "[--name NAME]", positionals: 0, examples: [] },
 *   options: { name: { type: "string", default: "reader", help: "who" } },
 *   run: ({ values }) => Promise.resolve(values.name.length),
 * });
 * strictEqual(await greet.run({ values: { name: "all" }, positionals: [] }), 3);
 * ```
 */
export function defineCommand<const O extends Options>(command: Command<O>): Command<O> {
  return command;
}

/**
 * The values of a verb's options when the user types none.
 *
 * @example
 * ```ts
 * import { COMMON, defaults } from "./command.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const { audience, json, month } = COMMON;
 * deepStrictEqual(defaults({ audience, json, month }), { audience: "white", json: false, month: undefined });
 * ```
 */
export function defaults<O extends Options>(options: O): Values<O> {
  const values = Object.entries(options).map(([name, { type, default: value }]) => [
    name,
    value ?? (type === "boolean" ? false : undefined),
  ]);
  return Object.fromEntries(values);
}

/**
 * Reads the text of an option; null when the user did not type it.
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
export function given<Read>(typed: string | undefined, read: (text: string) => Read): Read | null {
  return typed === undefined ? null : read(typed);
}

/** The part of a verb's options that `parseArgs` reads. */
export function parseOptions(options: Options): ParseArgsOptionsConfig {
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
