import type { Classification } from "../base/classification.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** How an answer can be written. */
export const FORMATS = ["table", "csv", "json", "markdown", "xlsx"] as const;

/** One of the {@linkcode FORMATS}. */
export type Format = (typeof FORMATS)[number];

/** How many rows a table shows unless told: what a person scrolls through. The other formats are complete. */
export const TABLE_ROWS = 1000;

/** The longest time limit a timer can keep, in seconds: 24 days. */
const LONGEST_TIMEOUT = 2_147_483;

/** Seconds a query may take unless told. */
export const TIMEOUT_SECONDS = 60;

/** What an analyst can set for a query, on the command line and in the shell. */
export interface Settings {
  readonly format: Format;
  /** The rows shown; null when not set: `TABLE_ROWS` of a table, all of anything else. */
  readonly maxRows: number | null;
  readonly timeoutSeconds: number;
  /** The day every measure answers as known on, `yyyy-mm-dd`; null for now. */
  readonly asOf: string | null;
  /** Answers as that audience may be shown them; null for the analyst, who sees everything. */
  readonly audience: Classification | null;
}

/**
 * A format by its name.
 *
 * @throws {UserError} 2 when there is no such format
 *
 * @example
 * ```ts
 * import { readFormat } from "./settings.ts";
 * import { strictEqual, throws } from "node:assert/strict";
 * strictEqual(readFormat("csv"), "csv");
 * throws(() => readFormat("pdf"), /use one of table, csv, json, markdown, xlsx/);
 * ```
 */
export function readFormat(text: string): Format {
  const found = FORMATS.find((format) => format === text.toLowerCase());
  if (found === undefined) {
    throw new UserError(EXIT.wrongUsage, `Cannot write as "${text}": use one of ${FORMATS.join(", ")}`);
  }
  return found;
}

/**
 * A number of rows: a whole number from 1, or `all`.
 *
 * @throws {UserError} 2 when it is neither
 *
 * @example
 * ```ts
 * import { readMaxRows } from "./settings.ts";
 * import { strictEqual, throws } from "node:assert/strict";
 * strictEqual(readMaxRows("20"), 20);
 * strictEqual(readMaxRows("all"), Infinity);
 * throws(() => readMaxRows("0"), /a whole number from 1, or all/);
 * ```
 */
export function readMaxRows(text: string): number {
  if (text.toLowerCase() === "all") return Infinity;
  if (!/^[1-9]\d{0,14}$/.test(text)) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot show at most "${text}" rows: --max-rows takes a whole number from 1, or all`,
    );
  }
  return Number(text);
}

/**
 * A time limit in seconds, fractions allowed.
 *
 * @throws {UserError} 2 when it is no number above zero and within what a timer can keep
 *
 * @example
 * ```ts
 * import { readTimeout } from "./settings.ts";
 * import { strictEqual, throws } from "node:assert/strict";
 * strictEqual(readTimeout("0.5"), 0.5);
 * throws(() => readTimeout("1 minute"), /a number of seconds/);
 * ```
 */
export function readTimeout(text: string): number {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (!(seconds >= 0.001 && seconds <= LONGEST_TIMEOUT)) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot limit the query to "${text}" seconds: --timeout takes a number of seconds above 0, such as 300`,
    );
  }
  return seconds;
}
