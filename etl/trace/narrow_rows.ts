import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteIdentifier, quoteLiteral } from "../db/quote.ts";
import { readTable, type Table } from "../db/read_table.ts";
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
    const isSameFrom = async (one: RowFilter) => {
      await filterExtract(connection, extract, [...kept, one]);
      return await isSame();
    };
    if (await isSameFrom(filter)) {
      kept.push(filter);
      continue;
    }
    // A label counts in all its spellings.
    const spelt = await allSpellings(connection, extract, filter);
    if (spelt.values.length > filter.values.length && await isSameFrom(spelt)) kept.push(spelt);
  }
  await filterExtract(connection, extract, kept);
  return kept.map(({ column }) => column);
}

/** The filter with every spelling of its labels; the same filter where the column holds identifiers, or none is spelt otherwise. */
async function allSpellings(connection: DuckDBConnection, extract: string, filter: RowFilter): Promise<RowFilter> {
  if (/_(id|reference)$/.test(filter.column)) return filter;
  const macro = await readTable(
    connection,
    "select 1 from duckdb_functions() where function_name = 'label_key' limit 1",
  );
  if (macro.rows.length === 0) return filter;
  const column = quoteIdentifier(filter.column);
  const keys = filter.values.map((value) => `label_key(${quoteLiteral(value)})`).join(", ");
  await filterExtract(connection, extract, []);
  const found = await readTable(
    connection,
    `select spelling from (select distinct ${column} as spelling from extracts.${quoteIdentifier(extract)})
     where label_key(spelling) in (${keys}) order by spelling`,
  );
  const spellings = found.rows.map(([spelling]) => String(spelling));
  return { column: filter.column, values: spellings.length > filter.values.length ? spellings : filter.values };
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
