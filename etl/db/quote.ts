/**
 * A name as an SQL identifier: in double quotes, its own doubled. Names from headers, files and tabs go through this.
 *
 * @example
 * ```ts
 * import { quoteIdentifier } from "./quote.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(quoteIdentifier('a"; drop table x; --'), '"a""; drop table x; --"');
 * ```
 */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Text as an SQL string literal, for the few places that take no parameter (DDL, file names). Elsewhere bind `$1`.
 *
 * @throws {RangeError} on a NUL character, at which DuckDB would end the statement
 *
 * @example
 * ```ts
 * import { quoteLiteral } from "./quote.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(quoteLiteral("O'Brien"), "'O''Brien'");
 * ```
 */
export function quoteLiteral(text: string): string {
  if (text.includes("\0")) throw new RangeError("Cannot quote text that holds a NUL character");
  return `'${text.replaceAll("'", "''")}'`;
}
