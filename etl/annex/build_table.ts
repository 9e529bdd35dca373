import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";
import { rows } from "../db/rows.ts";
import { readMonthRows } from "./read_month_rows.ts";
import type { AnnexTable, TableColumn } from "../tables/table_set.ts";

/**
 * Reads one table of a month as data. Titles and notes come from `reference.annex_tables` and
 * `reference.annex_columns`. Percentages have the decimals of the table, or else of its report. A figure that is
 * suppressed for the audience is `[c]`.
 *
 * @param view One of `reference.annex_tables`, with columns `annex_month` and `row_position`
 * @param month The first of the annex month, `yyyy-mm-dd`
 * @param classification The view's class, which the caller has found and compared with the audience
 *
 * @example
 * ```ts ignore
 * const table = await buildTable(warehouse.connection, "annex_a", "2019-07-01", "white");
 * ```
 */
export async function buildTable(
  connection: DuckDBConnection,
  view: string,
  month: string,
  classification: Classification,
): Promise<AnnexTable> {
  const [entry] = await rows(connection, TABLE, [view]);
  if (entry === undefined) throw new Error(`Cannot describe ${view} because reference.annex_tables has no row for it`);
  const columns: TableColumn[] = (await rows(connection, COLUMNS, [view])).map((column) => ({
    name: String(column.column_name),
    title: String(column.title),
    kind: column.kind as TableColumn["kind"],
    ...(column.kind === "percent" ? { decimals: Number(entry.percent_decimals ?? entry.report_decimals) } : {}),
    ...(column.blank === null ? {} : { blank: String(column.blank) }),
  }));
  const answer = await readMonthRows(connection, view, columns, month);
  const leastDecimals = Math.min(...columns.map((column) => column.decimals ?? Infinity));
  return {
    name: view,
    title: String(entry.title),
    columns,
    rows: answer.rows,
    ...(answer.rowDecimals.some((each) => each > leastDecimals) ? { rowDecimals: answer.rowDecimals } : {}),
    notes: [...entry.notes === null ? [] : [String(entry.notes)], ...answer.notes],
    source: String(entry.source),
    classification,
    reportNumber: Number(entry.report_number),
  };
}

const TABLE = `
  select t.*, r.percent_decimals as report_decimals, coalesce(r.clause, r.report_name) as source
  from reference.annex_tables as t
  inner join reference.reports as r on r.report_number = t.report_number
  where t.table_name = $1`;

const COLUMNS = `
  select column_name, title, kind, blank from reference.annex_columns
  where table_name = $1 order by column_position`;
