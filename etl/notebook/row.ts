import type { Value } from "../db/value.ts";
import { rows } from "./rows.ts";

/**
 * The one row of a query that must have exactly one.
 *
 * @param sql As {@linkcode rows} takes it
 * @param parameters Bound to `$1`, `$2` … in order
 * @throws {RangeError} When the query has no row, or several
 *
 * @example
 * ```ts ignore
 * const { percent_of_forecast } = await row("from csr_variance_summary where reporting_month = $1::date", [`${month}-01`]);
 * ```
 */
export async function row(sql: string, parameters: readonly Value[] = []): Promise<Record<string, Value>> {
  const [first, ...more] = await rows(sql, parameters);
  if (first === undefined || more.length > 0) {
    const given = parameters.length === 0 ? "" : ` for ${parameters.join(", ")}`;
    throw new RangeError(
      `Cannot read one row${given}: the query has ${first === undefined ? "none" : `${more.length + 1}`}`,
    );
  }
  return first;
}
