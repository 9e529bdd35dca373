import type { Value } from "../db/value.ts";
import { answerQuery } from "./answer_query.ts";

/**
 * The rows of a query as plain objects by column name: a DATE is `yyyy-mm-dd` text, a percentage its unrounded number, a
 * blank null.
 *
 * @param sql One SELECT on the warehouse's views, which the audience may see
 * @param parameters Bound to `$1`, `$2` … in order
 * @throws {RefusedQuery} When the query reads what is above the audience's class
 *
 * @example
 * ```ts ignore
 * const late = await rows("select report_name from report_timeliness where period = $1::date", [`${month}-01`]);
 * ```
 */
export async function rows(sql: string, parameters: readonly Value[] = []): Promise<Record<string, Value>[]> {
  const { columns, rows: answer } = await answerQuery(sql, parameters);
  return answer.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]!])));
}
