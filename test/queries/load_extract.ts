import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../../etl/contract/extract.ts";
import { quoteIdentifier, quoteLiteral } from "../../etl/db/quote.ts";

/**
 * Puts one file of an extract into a prepared warehouse: its ledger entries, one load a period, and its rows.
 *
 * @param source What follows `from` in SQL: the rows, every value as text
 * @param version 1 for a file loaded on 1 January 2024, and a day later for each above
 */
export async function loadExtract(
  connection: DuckDBConnection,
  extract: Extract,
  source: string,
  version: number,
): Promise<void> {
  const name = quoteLiteral(extract.name);
  await connection.run(`
    create or replace temp table input as
      select row_number() over () as source_row, ${periodOf(extract)} as period, * from ${source};
    insert into ledger.files by name
      select coalesce(max(file_id), 0) + 1 as file_id, ${name} || '.xlsx' as file_name, '' as file_sha256,
        0 as byte_size, timestamp '2024-01-01' + interval ${version - 1} day as loaded_at, ${version > 1} as is_reissue,
        true as is_synthetic
      from ledger.files;
    insert into ledger.loads by name
      select (select coalesce(max(load_id), 0) from ledger.loads) + row_number() over (order by period) as load_id,
        (select max(file_id) from ledger.files) as file_id, ${name} as extract, 'Sheet1' as sheet, 1 as header_row,
        period, count(*) as row_count
      from input group by period;
    insert into extracts.${quoteIdentifier(extract.name)} by name
      select loads.load_id, input.* from input
      inner join ledger.loads as loads on loads.period is not distinct from input.period
      where loads.file_id = (select max(file_id) from ledger.files);
  `);
}

/** SQL for a row's period; see {@linkcode Extract.period}. */
function periodOf({ period }: Extract): string {
  if (period === null) return "null::date";
  const start = (column: string) => `date_trunc('${period.unit}', ${quoteIdentifier(column)}::date)::date`;
  const own = start(period.column);
  if (period.whenBlank === undefined) return own;
  return `coalesce(${own}, max(${own}) over (), max(${start(period.whenBlank)}) over ())`;
}
