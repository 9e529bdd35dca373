/** Kinds of error that can quote a row's value, with the text that replaces the value. */
const REASONS: Readonly<Record<string, string>> = {
  "Constraint": "a value breaks a rule of its table",
  "Conversion": "a value is not of the type it is cast to; try_cast gives NULL for it",
  "Invalid Input": "a function refuses a value",
  "Mismatch Type": "a value is of another type",
  "Out of Range": "a value is out of the range of its type",
};

/** Messages of these kinds that concern only the query. */
const OF_THE_QUERY = /^Invalid Input Error: (?:More than one row returned by a subquery|Values were not provided)/;

/**
 * Removes the quoted value from DuckDB's error, because the value may be of any class. Returns an error about the query
 * itself unchanged.
 *
 * @example
 * ```ts
 * import { withoutValue } from "./without_value.ts";
 * import { strictEqual } from "node:assert/strict";
 * const error = withoutValue(new Error("Conversion Error: Could not convert string 'O'Neil' to INT32")) as Error;
 * strictEqual(
 *   error.message,
 *   "Conversion Error: a value is not of the type it is cast to; try_cast gives NULL for it (the value is withheld)",
 * );
 * const query = new Error("Parser Error: syntax error at or near \"form\"");
 * strictEqual(withoutValue(query), query);
 * ```
 */
export function withoutValue(error: unknown): unknown {
  if (!(error instanceof Error) || OF_THE_QUERY.test(error.message)) return error;
  const [, kind = ""] = /(?:^|: )([A-Z][A-Za-z ]+?) Error: /.exec(error.message) ?? [];
  const reason = REASONS[kind];
  return reason === undefined ? error : new Error(`${kind} Error: ${reason} (the value is withheld)`);
}
