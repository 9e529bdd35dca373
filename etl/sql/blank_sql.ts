/** What {@linkcode blankSql} finds. */
export interface BlankedSql {
  /**
   * The SQL with every comment as spaces and every quoted character as `x`: as long as the original, so that a position
   * in one is a position in the other.
   */
  readonly code: string;
  /** What is still open where the text ends; null when nothing is. */
  readonly open: "text" | "name" | "comment" | null;
}

/** The start of something whose inside is not code: quoted text, a quoted name, a comment. */
const START = /[eE]'|'|"|\$(?:[a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|--|\/\*/gi;

/**
 * Blanks what is not code in SQL, by DuckDB's rules: `''` and `""` doubled, backslashes in `E'…'`, `$tag$…$tag$`,
 * comments to the end of a line, and block comments that nest.
 *
 * It decides what the shell asks for next and how a refusal is worded, never what may run: that is `gateQuery`.
 *
 * @example
 * ```ts
 * import { blankSql } from "./blank_sql.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(blankSql("select ';' -- ;\n"), { code: "select 'x'     \n", open: null });
 * deepStrictEqual(blankSql("select 'North").open, "text");
 * ```
 */
export function blankSql(sql: string): BlankedSql {
  let code = "";
  let position = 0;
  while (position < sql.length) {
    START.lastIndex = position;
    const found = START.exec(sql);
    if (found === null) break;
    const [start] = found;
    // An E that ends a name (`date'2019-07-01'` with no blank) starts no escapes.
    if (start.length === 2 && start.endsWith("'") && /\w/.test(sql[found.index - 1] ?? "")) {
      code += sql.slice(position, found.index + 1);
      position = found.index + 1;
      continue;
    }
    const inside = found.index + start.length;
    const end = endOf(start, sql, inside);
    const stop = end ?? sql.length;
    code += sql.slice(position, found.index) + blanked(start, sql, found.index, inside, stop, end !== null);
    position = stop;
    if (end === null) return { code, open: isComment(start) ? "comment" : start === '"' ? "name" : "text" };
  }
  return { code: code + sql.slice(position), open: null };
}

function isComment(start: string): boolean {
  return start === "--" || start === "/*";
}

/** The position after the end of what `start` opened; null when the text ends first. */
function endOf(start: string, sql: string, inside: number): number | null {
  if (start === "--") {
    const line = sql.indexOf("\n", inside);
    return line === -1 ? null : line;
  }
  if (start === "/*") return endOfBlock(sql, inside);
  if (start.startsWith("$")) {
    const end = sql.indexOf(start, inside);
    return end === -1 ? null : end + start.length;
  }
  const pattern = start === '"' ? /""|"/g : start === "'" ? /''|'/g : /\\[^]|''|'/g;
  pattern.lastIndex = inside;
  for (let found = pattern.exec(sql); found !== null; found = pattern.exec(sql)) {
    if (found[0].length === 1) return pattern.lastIndex;
  }
  return null;
}

function endOfBlock(sql: string, inside: number): number | null {
  const pattern = /\/\*|\*\//g;
  pattern.lastIndex = inside;
  let depth = 1;
  for (let found = pattern.exec(sql); found !== null; found = pattern.exec(sql)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return pattern.lastIndex;
  }
  return null;
}

function blanked(
  start: string,
  sql: string,
  from: number,
  inside: number,
  stop: number,
  isClosed: boolean,
): string {
  if (isComment(start)) return sql.slice(from, stop).replace(/[^\n]/g, " ");
  const close = isClosed ? (start.startsWith("$") ? start.length : 1) : 0;
  return start + "x".repeat(stop - close - inside) + sql.slice(stop - close, stop);
}
