import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../contract/extract.ts";
import { isoDay } from "../text/iso_day.ts";
import { loadFile } from "../load/load_file.ts";
import type { Load } from "../load/row_writer.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { readTable, type Table } from "../db/read_table.ts";
import { rows } from "../db/rows.ts";
import type { FoundFile } from "./find_source_files.ts";
import { fingerprint, type MeasureQuery } from "./measure_query.ts";

/** A file the figure came from, and what became of reading it again. */
export interface RereadFile {
  readonly name: string;
  readonly sha256: string;
  /**
   * - `read`: its cells were read again
   * - `missing`: no file with its bytes is where it was looked for
   * - `changed`: the same, and one with its name has other bytes
   * - `refused`: it is there, but its cells are not what today's contracts accept
   */
  readonly status: "read" | "missing" | "changed" | "refused";
  /** Where it was found; null where it was not. */
  readonly path: string | null;
  /** What is wrong, a sentence each, without any cell's value. */
  readonly messages: readonly string[];
}

/** The figure computed again from its source files. */
export interface Reconciliation {
  /**
   * - `equal`, `different`: every file was read again, and what came out
   * - `incomplete`: some file could not be read again; its rows were taken from the warehouse, and the figure came out the
   * same. Nothing at all was read again where no file is `read`
   */
  readonly status: "equal" | "different" | "incomplete";
  readonly files: readonly RereadFile[];
  /** Rows read again, and rows the figure needs. */
  readonly rowsRead: number;
  readonly rowsNeeded: number;
  /** Rows whose values in the warehouse are not those of their cells. */
  readonly rowsChanged: number;
  /** The figure computed again. */
  readonly answer: Table;
}

/** A load the figure needs. */
export interface NeededLoad {
  readonly loadId: number;
  readonly fileId: number;
  readonly extract: string;
  readonly sheet: string;
  readonly period: string | null;
}

/**
 * Computes a figure again from its source files: reads them as the load did, keeps the rows the figure needs and no
 * others, and asks the published queries of these rows in memory. Nothing is written.
 *
 * @param connection A scratch session in which the needed loads and rows are kept; it cannot be used for anything else
 * afterwards
 * @param expected The figure as published
 * @param files What was found, by the ledger's id of each file
 */
export async function reconcile(
  connection: DuckDBConnection,
  query: MeasureQuery,
  expected: Table,
  loads: readonly NeededLoad[],
  files: ReadonlyMap<number, FoundFile>,
  extracts: readonly Extract[],
): Promise<Reconciliation> {
  const needed = [...new Set(loads.map((load) => load.extract))];
  await connection.run("create table needed (extract varchar, load_id integer, source_row integer)");
  for (const extract of needed) {
    const table = quoteIdentifier(extract);
    await connection.run(`insert into needed select $1, load_id, source_row from extracts.${table}`, [extract]);
  }
  // Real tables in the place of the views: what is asked from here on is of the rows read again.
  for (const extract of extracts.map((one) => one.name)) {
    const table = `extracts.${quoteIdentifier(extract)}`;
    await connection.run(`drop view if exists ${table}`);
    await connection.run(`create table ${table} as select * from published.${table} limit 0`);
  }
  const reread: RereadFile[] = [];
  for (const [fileId, found] of files) {
    reread.push(await readAgain(connection, fileId, found, loads.filter((load) => load.fileId === fileId), extracts));
  }
  let [rowsNeeded, rowsRead, rowsChanged] = [0, 0, 0];
  for (const extract of needed) {
    const counts = await keepNeeded(connection, extract);
    rowsNeeded += counts.needed;
    rowsRead += counts.read;
    rowsChanged += counts.changed;
  }
  const answer = await readTable(connection, query.sql);
  const isSame = fingerprint(answer) === fingerprint(expected);
  const isWhole = rowsRead === rowsNeeded && reread.every((file) => file.status === "read");
  return {
    status: !isSame ? "different" : isWhole ? "equal" : "incomplete",
    files: reread,
    rowsRead,
    rowsNeeded,
    rowsChanged,
    answer,
  };
}

/** Puts a file's rows into the tables under the load ids they were published with. */
async function readAgain(
  connection: DuckDBConnection,
  fileId: number,
  { wanted, file, namesakes }: FoundFile,
  loads: readonly NeededLoad[],
  extracts: readonly Extract[],
): Promise<RereadFile> {
  const { name, sha256 } = wanted;
  if (file === null) {
    const status = namesakes.length > 0 ? "changed" : "missing";
    return { name, sha256, status, path: namesakes[0] ?? null, messages: [] };
  }
  const [ledger] = await rows(
    connection,
    `select (select max(load_id) + 1 from published.ledger.loads) as first_load_id,
         exists (select 1 from published.ledger.quarantine where file_id = $1) as has_quarantine`,
    [fileId],
  );
  const result = await loadFile(connection, file, {
    extracts,
    firstLoadId: ledger!.first_load_id as number,
    tableColumns: await readTableColumns(connection),
    quarantine: ledger!.has_quarantine === true,
    showValues: false,
    onRows: () => {},
  });
  for (const read of result.loads) await adopt(connection, read, loads);
  const status = result.loads.length === 0 ? "refused" : "read";
  return { name, sha256, status, path: file.path, messages: status === "refused" ? result.messages : [] };
}

/** Gives a load read again the id of the published one, or takes it out where the figure does not need it. */
async function adopt(connection: DuckDBConnection, read: Load, loads: readonly NeededLoad[]): Promise<void> {
  const { extract, sheet } = read.sheet;
  const period = isoDay(read.period);
  const published = loads.find((one) => one.extract === extract.name && one.sheet === sheet && one.period === period);
  const table = `extracts.${quoteIdentifier(extract.name)}`;
  if (published === undefined) await connection.run(`delete from ${table} where load_id = $1`, [read.loadId]);
  else {
    await connection.run(`update ${table} set load_id = $2 where load_id = $1`, [read.loadId, published.loadId]);
  }
}

/** Leaves the needed rows in an extract's table: as read again, and as published where they could not be. */
async function keepNeeded(connection: DuckDBConnection, extract: string) {
  const table = `extracts.${quoteIdentifier(extract)}`;
  const isNeeded = "(load_id, source_row) in (select (load_id, source_row) from needed where extract = $1)";
  await connection.run(`delete from ${table} where not (${isNeeded})`, [extract]);
  const [counts] = await rows(
    connection,
    `select
         (select count(*) from needed where extract = $1) as needed,
         (select count(*) from ${table}) as read,
         (select count(*) from (select * from ${table} except select * from published.${table})) as changed`,
    [extract],
  );
  await connection.run(
    `insert into ${table} select * from published.${table} where ${isNeeded}
     and (load_id, source_row) not in (select (load_id, source_row) from ${table})`,
    [extract],
  );
  return counts as { needed: number; read: number; changed: number };
}

/** In the published tables' own order. */
async function readTableColumns(connection: DuckDBConnection): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows: found } = await readTable(
    connection,
    `select table_name, column_name from duckdb_columns()
     where database_name = 'published' and schema_name = 'extracts' order by table_name, column_index`,
  );
  const columns = new Map<string, string[]>();
  for (const [table, column] of found as [string, string][]) columns.set(table, [...columns.get(table) ?? [], column]);
  return columns;
}
