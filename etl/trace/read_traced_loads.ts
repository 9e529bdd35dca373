import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../contract/extract.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { readLabels } from "../classify/read_labels.ts";
import { readTable } from "../db/read_table.ts";
import { rows } from "../db/rows.ts";
import { cellRanges, type RowRun } from "../workbook/cell_ranges.ts";
import type { DefinitionChain } from "./definition_chain.ts";
import { influencingColumns } from "./influencing_columns.ts";
import type { MeasureQuery } from "./measure_query.ts";
import type { TracedCells, TracedLoad } from "./trace.ts";

/**
 * Describes the loads kept in a scratch session: their files, sheets, and the cells of the rows and columns that count.
 *
 * @param narrowedBy By extract, the columns its rows were narrowed by
 */
export async function readTracedLoads(
  connection: DuckDBConnection,
  chain: DefinitionChain,
  query: MeasureQuery,
  extracts: readonly Extract[],
  narrowedBy: ReadonlyMap<string, readonly string[]>,
): Promise<TracedLoad[]> {
  const found = await rows(
    connection,
    `select loads.*, files.file_name, files.file_sha256, files.loaded_at
     from ledger.loads as loads inner join ledger.files as files on files.file_id = loads.file_id
     order by loads.load_id`,
  );
  const columns = new Map<string, readonly string[]>();
  const runs = new Map<number, RowRun[]>();
  const { macros, tables } = await readLabels(connection);
  for (const extract of new Set(found.map((load) => String(load.extract)))) {
    const contract = extracts.find((one) => one.name === extract);
    columns.set(extract, influencing(chain, query, macros, extract, contract));
    for (const [load, run] of await readRuns(connection, extract)) runs.set(load, run);
  }
  const loads: TracedLoad[] = [];
  for (const load of found) {
    const [loadId, extract] = [load.load_id as number, String(load.extract)];
    const cells = await readCells(connection, loadId, extract, columns.get(extract)!);
    const used = runs.get(loadId) ?? [];
    loads.push({
      loadId,
      fileId: load.file_id as number,
      fileName: String(load.file_name),
      sha256: String(load.file_sha256),
      loadedAt: String(load.loaded_at),
      extract,
      classification: tables.get(`extracts.${extract}`)?.rows ?? "red",
      sheet: String(load.sheet),
      period: load.period === null ? null : String(load.period),
      headerRow: load.header_row as number,
      rowCount: load.row_count as number,
      rowsUsed: used.reduce((sum, { first, last }) => sum + last - first + 1, 0),
      narrowedBy: narrowedBy.get(extract) ?? [],
      columns: cells,
      ranges: cellRanges(used, cells.map((cell) => cell.letters)),
    });
  }
  return loads;
}

/** The row's period stands in the column its contract takes it from. */
function influencing(
  chain: DefinitionChain,
  query: MeasureQuery,
  macros: Parameters<typeof influencingColumns>[4],
  extract: string,
  contract: Extract | undefined,
): string[] {
  const all = chain.tables.find((table) => table.schema === "extracts" && table.name === extract)?.columns ?? [];
  const found = influencingColumns(chain, query.columns, extract, all, macros);
  const period = found.includes("period") ? contract?.period : null;
  return [...found, ...[period?.column, period?.whenBlank].filter((name) => name !== undefined)];
}

async function readCells(
  connection: DuckDBConnection,
  loadId: number,
  extract: string,
  names: readonly string[],
): Promise<TracedCells[]> {
  const found = await rows(
    connection,
    `select columns.column_name, columns.column_letters, columns.header, classes.classification
     from ledger.load_columns as columns
     left join ledger.column_classes as classes
         on classes.schema_name = 'extracts' and classes.table_name = $2 and classes.column_name = columns.column_name
     where columns.load_id = $1
     order by length(columns.column_letters), columns.column_letters`,
    [loadId, extract],
  );
  return found.filter((column) => names.includes(String(column.column_name))).map((column) => ({
    name: String(column.column_name),
    letters: String(column.column_letters),
    header: String(column.header),
    classification: (column.classification ?? "red") as TracedCells["classification"],
  }));
}

/** The rows kept of each load, as runs of rows that follow each other. */
async function readRuns(connection: DuckDBConnection, extract: string): Promise<ReadonlyMap<number, RowRun[]>> {
  const { rows: found } = await readTable(
    connection,
    `with placed as (
         select load_id, source_row,
             source_row - row_number() over (partition by load_id order by source_row) as run
         from extracts.${quoteIdentifier(extract)}
     )
     select load_id, min(source_row), max(source_row) from placed group by load_id, run order by 1, 2`,
  );
  const runs = new Map<number, RowRun[]>();
  for (const [load, first, last] of found as [number, number, number][]) {
    runs.set(load, [...runs.get(load) ?? [], { first, last }]);
  }
  return runs;
}
