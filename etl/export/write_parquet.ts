import type { DuckDBConnection } from "@duckdb/node-api";
import { join } from "node:path";
import { MARKINGS } from "../base/marking.ts";
import { monthColumn } from "../sql/month_column.ts";
import { quoteIdentifier, quoteLiteral } from "../db/quote.ts";
import type { PlannedRelation } from "./plan_audience_copy.ts";

/** The hive-style folder a month's rows are in: `partition_month=2019-07`. */
export const PARTITION = "partition_month";

/**
 * Writes a table or view as Parquet into a folder. With a month there is one file per month in
 * `partition_month=YYYY-MM/`, and `none` for rows without a month, because pandas cannot read a missing one. Without a
 * month there is one file. The partition column is not in the data, and each file is complete. Rows are sorted and one
 * thread writes them, so the same rows give the same bytes.
 *
 * @param folder The relation's own, which must not exist
 * @returns The column the month was read from; null where there is none
 */
export async function writeParquet(
  connection: DuckDBConnection,
  relation: PlannedRelation,
  folder: string,
): Promise<string | null> {
  const name = `${quoteIdentifier(relation.schema)}.${quoteIdentifier(relation.name)}`;
  const month = monthColumn(relation.columns.map((column) => column.name));
  const marking = `kv_metadata {classification: ${quoteLiteral(MARKINGS[relation.classification].label)}}`;
  await Deno.mkdir(folder, { recursive: true });
  await connection.run("set threads = 1");
  // Of no rows there are no partitions, and a reader wants the columns all the same.
  if (month === null || (await connection.runAndReadAll(`select 1 from ${name} limit 1`)).currentRowCount === 0) {
    const file = quoteLiteral(join(folder, "part-0.parquet"));
    await connection.run(
      `copy (select * from ${name} order by all) to ${file} (format parquet, compression zstd, ${marking})`,
    );
    return null;
  }
  await connection.run(
    `copy (select *, coalesce(strftime(${
      quoteIdentifier(month)
    }, '%Y-%m'), 'none') as ${PARTITION} from ${name} order by all)
     to ${quoteLiteral(folder)} (format parquet, compression zstd, partition_by (${PARTITION}),
     filename_pattern 'part-{i}', ${marking})`,
  );
  return month;
}
