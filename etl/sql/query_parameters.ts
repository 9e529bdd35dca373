import { queryHeader } from "../warehouse/query_header.ts";
import { monthColumn } from "./month_column.ts";

/** The parameter every query has: whose suppression it is answered with. */
export const AUDIENCE = "audience";

/**
 * What a query of the project can be asked with, as its header tells: `month` where its rows are of one, what else tells
 * one row from another, and `audience`.
 *
 * @param text The query with its header
 * @param columns The names of its columns
 *
 * @example
 * ```ts
 * import { queryParameters } from "./query_parameters.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(
 *   queryParameters("-- key: reporting_month, region\nselect 1", ["reporting_month", "region", "exceptions"]),
 *   ["month", "region", "audience"],
 * );
 * ```
 */
export function queryParameters(text: string, columns: readonly string[]): string[] {
  const month = monthColumn(columns);
  const key = queryHeader(text).key.filter((column) => column !== month && columns.includes(column));
  return [...month === null ? [] : ["month"], ...key, AUDIENCE];
}
