import { blankSql } from "../../sql/blank_sql.ts";
import * as months from "../../sql/month_column.ts";
import type { AnswerColumn } from "./answer.ts";

/** Which rows of an answer to show, and in which order. */
export interface Narrowing {
  /** `yyyy-mm`; "" for all. */
  readonly month: string;
  readonly region: string;
  /** Position of the column to sort by, from 1; null for the query's own order. */
  readonly sortBy: { readonly column: number; readonly isDescending: boolean } | null;
}

/**
 * One reading statement without its semicolon.
 *
 * @throws {RangeError} with what to do instead: for no statement, several, or one that does not read
 *
 * @example
 * ```ts
 * import { oneStatement } from "./narrow_query.ts";
 * import { strictEqual, throws } from "node:assert/strict";
 * strictEqual(oneStatement("select ';' ; -- done"), "select ';'");
 * throws(() => oneStatement("drop table files"), RangeError);
 * ```
 */
export function oneStatement(sql: string): string {
  const { code } = blankSql(sql);
  const end = code.search(/[;\s]*$/);
  const start = /[a-z(]+/i.exec(code.slice(0, end));
  if (start === null) throw new RangeError("Write a query, or choose one from the list");
  if (code.slice(0, end).includes(";")) {
    throw new RangeError("Run one query at a time: remove what follows the semicolon");
  }
  if (
    !/^(?:\(|(?:select|from|with|values|describe|desc|show|summarize|explain|pivot|unpivot|table)$)/i.test(start[0])
  ) {
    throw new RangeError(
      `The workbench only reads: begin with SELECT, FROM, WITH, DESCRIBE or SUMMARIZE, not ${start[0].toUpperCase()}`,
    );
  }
  return sql.slice(0, end);
}

/**
 * A query around a query, that keeps the rows of a month and a Region where the answer has such columns.
 *
 * @param sql From {@linkcode oneStatement}
 * @param columns The answer's
 *
 * @example
 * ```ts
 * import { narrowQuery } from "./narrow_query.ts";
 * import { strictEqual } from "node:assert/strict";
 * const columns = [{ name: "region", kind: "text" }] as const;
 * strictEqual(
 *   narrowQuery("from a", columns, { month: "2019-07", region: "North", sortBy: null }),
 *   "select * from (\nfrom a\n) as answer where region = 'North'",
 * );
 * ```
 */
export function narrowQuery(sql: string, columns: readonly AnswerColumn[], narrowing: Narrowing): string {
  const conditions: string[] = [];
  const month = monthColumn(columns);
  if (narrowing.month !== "" && month !== null) {
    conditions.push(months.monthCondition(month, narrowing.month, columns.map(({ name }) => name)));
  }
  if (narrowing.region !== "" && hasRegion(columns)) {
    conditions.push(`region = '${narrowing.region.replaceAll("'", "''")}'`);
  }
  const order = narrowing.sortBy === null
    ? ""
    : ` order by ${narrowing.sortBy.column} ${narrowing.sortBy.isDescending ? "desc" : "asc"} nulls last`;
  if (conditions.length === 0 && order === "") return sql;
  const where = conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`;
  return `select * from (\n${sql}\n) as answer${where}${order}`;
}

/** The column the month picker acts on; null where there is none. */
export function monthColumn(columns: readonly AnswerColumn[]): string | null {
  return months.monthColumn(columns.filter(({ kind }) => kind === "date").map(({ name }) => name));
}

/** Whether the Region picker acts on an answer. */
export function hasRegion(columns: readonly AnswerColumn[]): boolean {
  return columns.some(({ name, kind }) => name === "region" && kind === "text");
}
