import type { DuckDBConnection } from "@duckdb/node-api";
import { CLASSES, type Classification } from "../base/classification.ts";
import { monthColumn } from "./month_column.ts";
import { AUDIENCE } from "./query_parameters.ts";
import { runQuery } from "./run_query.ts";

/** More would scroll what the analyst types out of sight. */
const MOST = 60;

/** Seconds somebody waits for the Tab key. */
const PATIENCE = 2;

/**
 * What a parameter of a query can be, as its rows have it: months newest first, else the column's values in order; none
 * where there are too many or they take too long to find.
 *
 * @param columns The query's
 * @param audience Who is to see them; null for the analyst alone
 * @throws {UserError} 6 when they are above the audience
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { parameterValues } from "./parameter_values.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * await connection.run("create view levels as select unnest(['South', 'North', null]) as region");
 * deepStrictEqual(await parameterValues(connection, "levels", "region", ["region"], null), ["North", "South"]);
 * connection.closeSync();
 * ```
 */
export async function parameterValues(
  connection: DuckDBConnection,
  query: string,
  parameter: string,
  columns: readonly string[],
  audience: Classification | null,
): Promise<string[]> {
  if (parameter === AUDIENCE) return [...CLASSES];
  const month = monthColumn(columns);
  const isMonth = parameter === "month" && month !== null && !columns.includes("month");
  if (!isMonth && !columns.includes(parameter)) return [];
  const value = isMonth ? `strftime(${month}, '%Y-%m')` : `"${parameter}"::varchar`;
  const order = isMonth ? "desc" : "asc";
  const sql = `select distinct ${value} as value from "${query}" where value is not null order by 1 ${order} limit ${
    MOST + 1
  }`;
  const found = await runQuery(connection, sql, { audience, timeoutSeconds: PATIENCE });
  const values = (await Array.fromAsync(found.rows())).map(([one]) => String(one));
  return isMonth || values.length <= MOST ? values.slice(0, MOST) : [];
}
