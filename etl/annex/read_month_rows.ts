import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteIdentifier } from "../db/quote.ts";
import { readTable } from "../db/read_table.ts";
import type { Value } from "../db/value.ts";
import { viewColumns } from "../warehouse/view_columns.ts";
import { SUPPRESSED } from "../tables/format_value.ts";
import type { TableColumn } from "../tables/table_set.ts";

/**
 * A view's rows for a month in their order, with `[c]` for each figure the view suppresses for the session's audience: those
 * its column `suppressed_columns` names in the row.
 *
 * @param view With columns `annex_month` and `row_position`
 * @param columns The columns to read, in order
 * @param month The first of the annex month, `yyyy-mm-dd`
 * @returns The rows, how many decimals each row's percentages need, and a note for each reason why something is suppressed
 *
 * @example
 * ```ts ignore
 * const { rows, notes } = await readMonthRows(connection, "annex_ch_exceptions", columns, "2019-07-01");
 * ```
 */
export async function readMonthRows(
  connection: DuckDBConnection,
  view: string,
  columns: readonly TableColumn[],
  month: string,
): Promise<{ readonly rows: Value[][]; readonly rowDecimals: number[]; readonly notes: string[] }> {
  const viewed = await viewColumns(connection, view);
  const suppresses = viewed.has("suppressed_columns");
  const names = columns.map((column) => quoteIdentifier(column.name));
  const suppression = suppresses ? ["suppressed_columns", "suppressed_reason"] : ["null", "null"];
  const decimals = viewed.has("shown_decimals") ? "shown_decimals" : "0";
  const answer = await readTable(
    connection,
    `select ${[...names, ...suppression, decimals].join(", ")} from ${quoteIdentifier(view)}
     where annex_month = $1::date order by row_position`,
    [month],
  );
  const titles = new Map<string, Set<string>>();
  const shown = answer.rows.map((row) => {
    const hidden = new Set(String(row[columns.length] ?? "").split(","));
    const reason = String(row[columns.length + 1]);
    return columns.map((column, at) => {
      if (!hidden.has(column.name)) return row[at]!;
      titles.set(reason, (titles.get(reason) ?? new Set()).add(column.title));
      return SUPPRESSED;
    });
  });
  const notes = [...titles].map(([reason, under]) => `${SUPPRESSED} under ${[...under].join(", ")}: ${reason}`);
  const rowDecimals = answer.rows.map((row) => Number(row[columns.length + 2] ?? 0));
  return { rows: shown, rowDecimals, notes };
}
