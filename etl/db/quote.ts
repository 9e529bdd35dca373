/**
 * Quotes a name as an SQL identifier, with inner double quotes doubled. Every name from a header, file or tab needs
 * this.
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
 * Quotes text as an SQL string literal. Use it only if no parameter is allowed (DDL, file names). Otherwise bind `$1`.
 *
 * @throws {RangeError} on a NUL character, because DuckDB ends the statement there
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
