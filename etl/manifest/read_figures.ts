import type { DuckDBConnection } from "@duckdb/node-api";
import { SUPPRESSED } from "../tables/format_value.ts";
import { suppressedColumns } from "../tables/show_suppressed.ts";
import type { Value } from "../db/value.ts";
import { queryHeader } from "../warehouse/query_header.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { readTable } from "../db/read_table.ts";
import { rows } from "../db/rows.ts";
import { viewColumns } from "../warehouse/view_columns.ts";
import type { FigureRow } from "./manifest.ts";

/** A view of the annex and the columns of it that a reader sees. */
export interface FigureTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * Every figure of the tables of an annex month, row by row under the key its query states, as known at the moment the
 * connection is set to.
 *
 * @param month The first of the annex month, `yyyy-mm-dd`
 * @param marksSuppressed Give `[c]` and not null for a figure held back from the session's audience
 * @returns In the order of the tables and of their rows; a table or column that is no more has no figures
 *
 * @example
 * ```ts ignore
 * await readFigures(connection, "2019-07-01", [{ name: "annex_csr_variance", columns: ["actual_volume"] }]);
 * // [{ table: "annex_csr_variance", key: { reporting_month: "2019-07-01" }, values: { actual_volume: 4077703 } }]
 * ```
 */
export async function readFigures(
  connection: DuckDBConnection,
  month: string,
  tables: readonly FigureTable[],
  marksSuppressed = false,
): Promise<FigureRow[]> {
  const figures: FigureRow[] = [];
  const definitions = await rows(connection, "select name, sql from ledger.definitions where kind = 'query'");
  const texts = new Map(definitions.map(({ name, sql }) => [String(name), String(sql)]));
  for (const { name, columns } of tables) {
    const text = texts.get(name);
    if (text === undefined) continue;
    const known = await viewColumns(connection, name);
    const key = queryHeader(text).key.filter((column) => column !== "annex_month");
    const shown = columns.filter((column) => known.has(column));
    const hidden = marksSuppressed && known.has("suppressed_columns") ? ["suppressed_columns"] : [];
    const answer = await readTable(
      connection,
      `select ${[...key, ...shown, ...hidden].map(quoteIdentifier).join(", ")} from ${quoteIdentifier(name)}
       where annex_month = $1::date order by row_position`,
      [month],
    );
    const pick = (row: readonly Value[], names: readonly string[], from: number) =>
      Object.fromEntries(names.map((column, index) => [column, row[from + index]!]));
    for (const row of answer.rows) {
      const held = hidden.length === 0 ? [] : suppressedColumns(row[key.length + shown.length] ?? null);
      const values = pick(row, shown, key.length);
      for (const column of held) if (values[column] === null) values[column] = SUPPRESSED;
      figures.push({ table: name, key: pick(row, key, 0), values });
    }
  }
  return figures;
}
