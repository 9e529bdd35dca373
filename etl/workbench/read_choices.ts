import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../db/rows.ts";
import type { Choices } from "./contents.ts";

/**
 * What the pickers of a workbench offer. Read when it is written, as the browser's engine would take longer for it than
 * for the reader's first question.
 *
 * @param connection The audience's warehouse
 */
export async function readChoices(connection: DuckDBConnection): Promise<Choices> {
  const list = async (sql: string) => (await rows(connection, sql)).map(({ value }) => String(value));
  const annexMonths = await list(
    "select strftime(annex_month, '%Y-%m') as value from annex_months order by value desc",
  );
  // The last month may carry little yet: open on the latest one that has half of its reports.
  const [latest] = await list(`select strftime(annex_month, '%Y-%m') as value from month_status group by annex_month
    having count(*) filter (where data_status = 'loaded') * 2 >= count(*) filter (where data_status <> 'not required')
    order by value desc limit 1`);
  return {
    annexMonths,
    latest: latest ?? annexMonths[0] ?? "",
    months: await list(
      "select distinct strftime(period, '%Y-%m') as value from ledger.loads where period is not null order by value desc",
    ),
    regions: await list(
      "select distinct region as value from performance_levels where region <> 'National' order by value",
    ),
  };
}
