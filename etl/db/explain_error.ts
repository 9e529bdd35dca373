/**
 * Shortens a DuckDB error to one line: its first paragraph and the line of SQL it refers to. Advice about options and
 * the final period are dropped.
 *
 * @example
 * ```ts
 * import { explainError } from "./explain_error.ts";
 * import { strictEqual } from "node:assert/strict";
 * const error = new Error('Parser Error: syntax error at or near "form"\n\nLINE 1: select * form users\n                 ^');
 * strictEqual(explainError(error), 'Parser Error: syntax error at or near "form" LINE 1: select * form users');
 * ```
 */
export function explainError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [first = "", ...rest] = message.split("\n\n");
  const line = rest.join("\n").split("\n").find((text) => /^LINE \d+: /.test(text));
  return [first.trim().replaceAll(/\s*\n\s*/g, " "), line?.trim()].filter(Boolean).join(" ").replace(/\.$/, "");
}
