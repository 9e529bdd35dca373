import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteIdentifier, quoteLiteral } from "../warehouse/quote.ts";
import { readTable, type Table } from "../warehouse/read_table.ts";
import { filterExtract, type RowFilter } from "./open_scratch.ts";

/** More values than this do not single a row out. */
const FEW = 20;

/**
 * Narrows the rows of an extract to those that carry what the figure's key carries (its User, its Region), where these
 * rows alone still give the figure. A filter that changes it is taken back.
 *
 * @param connection A scratch session in which the loads are kept
 * @param key The columns that identify the figure's rows
 * @param isSame Whether the figure is the same from the rows now shown
 * @returns The columns the rows were narrowed by; the filters stay in place
 */
export async function narrowRows(
  connection: DuckDBConnection,
  extract: string,
  figure: Table,
  key: readonly string[],
  isSame: () => Promise<boolean>,
): Promise<readonly string[]> {
  const kept: RowFilter[] = [];
  for (const filter of await candidates(connection, extract, figure, key)) {
    await filterExtract(connection, extract, [...kept, filter]);
    if (await isSame()) kept.push(filter);
  }
  await filterExtract(connection, extract, kept);
  return kept.map(({ column }) => column);
}

/** Text columns of the extract that hold values of the figure's key in some rows, and others in the rest. */
async function candidates(
  connection: DuckDBConnection,
  extract: string,
  figure: Table,
  key: readonly string[],
): Promise<RowFilter[]> {
  const table = `extracts.${quoteIdentifier(extract)}`;
  const columns = (await readTable(connection, `select * from ${table} limit 0`)).columns
    .filter(({ type }) => type === "VARCHAR").map(({ name }) => name);
  const found: (RowFilter & { readonly isNamesake: boolean; readonly share: number })[] = [];
  for (const [place, { name, type }] of figure.columns.entries()) {
    const values = [...new Set(figure.rows.map((row) => row[place]))];
    const texts = values.filter((value) => typeof value === "string");
    if (type !== "VARCHAR" || !key.includes(name) || values.length > FEW || texts.length < values.length) continue;
    for (const column of columns) {
      const list = texts.map(quoteLiteral).join(", ");
      const [[share]] = (await readTable(
        connection,
        `select coalesce(avg((coalesce(${
          quoteIdentifier(column)
        }, '') in (${list}))::integer), 0)::double from ${table}`,
      )).rows as [[number]];
      if (share > 0 && share < 1) found.push({ column, values: texts, isNamesake: column === name, share });
    }
  }
  return found.sort((one, other) => Number(other.isNamesake) - Number(one.isNamesake) || one.share - other.share);
}
