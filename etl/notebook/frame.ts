import type { DataFrame } from "danfojs";
import type { Value } from "../db/value.ts";
import { answerQuery } from "./answer_query.ts";
import { displayFrames } from "./display_frames.ts";
import { loadDanfojs } from "./load_danfojs.ts";

/**
 * The answer to a query as a danfojs DataFrame, to sort, filter, group and join. As the last line of a cell it shows as a
 * table. Codes stay text, blanks are null; a number that is not available, or suppressed, is NaN, so that what is reckoned
 * with it is not available either: to JavaScript null is 0.
 *
 * @param sql One SELECT on the warehouse's views, which the audience may see
 * @param parameters Bound to `$1`, `$2` … in order
 * @throws {RefusedQuery} When the query reads what is above the audience's class
 *
 * @example
 * ```ts ignore
 * const levels = await frame("select measure_code, region, achieved_percent from performance_levels");
 * levels.sortValues("achieved_percent").head(5)
 * ```
 */
export async function frame(sql: string, parameters: readonly Value[] = []): Promise<DataFrame> {
  const [{ DataFrame, NDframe }, { columns, rows }] = await Promise.all([loadDanfojs(), answerQuery(sql, parameters)]);
  displayFrames(NDframe);
  // Said, not guessed from the values: a Service Reference Variant such as 4.10 is no number.
  const dtypes = columns.map(({ type }) => dtype(type));
  const cell = (value: Value, at: number) => value === null && dtypes[at] === "float32" ? NaN : value;
  return new DataFrame(rows.map((row) => row.map(cell)), { columns: columns.map(({ name }) => name), dtypes });
}

function dtype(type: string): string {
  if (type === "BOOLEAN") return "boolean";
  return /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/.test(type) ? "float32" : "string";
}
