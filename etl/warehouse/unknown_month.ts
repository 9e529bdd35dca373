import type { DuckDBConnection } from "@duckdb/node-api";
import { EXIT, UserError } from "../base/user_error.ts";
import { rows } from "../db/rows.ts";

/**
 * What to say of an annex month nothing is loaded for: that it is so, and which months there are.
 *
 * @param month The first of the month, `yyyy-mm-dd`
 * @param action What cannot be done, up to the month: `make the annex of`
 * @returns The error to throw, of exit 2
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { unknownMonth } from "./unknown_month.ts";
 * import { strictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * await connection.run("create table annex_months as select unnest([date '2019-06-01', date '2019-07-01']) as annex_month");
 * strictEqual(
 *   (await unknownMonth(connection, "2035-01-01", "make the annex of")).message,
 *   "Cannot make the annex of 2035-01 because nothing is loaded for it: give --month from 2019-06 to 2019-07",
 * );
 * await connection.run("delete from annex_months; set variable as_of = date '2019-05-01'");
 * strictEqual(
 *   (await unknownMonth(connection, "2019-06-01", "make the annex of")).message,
 *   "Cannot make the annex of 2019-06 because nothing is loaded for it: nothing at all was known on 2019-05-01, " +
 *     "give a later --as-of",
 * );
 * connection.closeSync();
 * ```
 */
export async function unknownMonth(connection: DuckDBConnection, month: string, action: string): Promise<UserError> {
  const [range] = await rows(
    connection,
    `select strftime(min(annex_month), '%Y-%m') as first, strftime(max(annex_month), '%Y-%m') as last,
       getvariable('as_of')::varchar as as_of from annex_months`,
  );
  const { first, last, as_of: asOf } = range!;
  const mend = first !== null
    ? `give --month from ${first} to ${last}`
    : asOf !== null
    ? `nothing at all was known on ${asOf}, give a later --as-of`
    : "run `deno task load` first";
  return new UserError(
    EXIT.wrongUsage,
    `Cannot ${action} ${month.slice(0, 7)} because nothing is loaded for it: ${mend}`,
  );
}
