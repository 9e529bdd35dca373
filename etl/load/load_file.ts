import type { DuckDBConnection } from "@duckdb/node-api";
import { formatProblem } from "../contract/format_problem.ts";
import type { Extract, Problem } from "../contract/extract.ts";
import { readExtract } from "../contract/read_extract.ts";
import type { Reading } from "../contract/reading.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { openWorkbook } from "../workbook/open_workbook.ts";
import { type Duplicate, findDuplicates, listDuplicates } from "./find_duplicates.ts";
import { isReissue } from "./is_reissue.ts";
import { removeLoads } from "./remove_loads.ts";
import { type Load, RowWriter } from "./row_writer.ts";
import { refuseChanged, type SourceFile } from "./source_file.ts";

/** A row set aside, and one rule it breaks. */
export interface Quarantined {
  readonly extract: string;
  readonly sheet: string;
  /** In days since 1970-01-01; null also where it cannot be read. */
  readonly period: number | null;
  readonly sourceRow: number;
  readonly problem: Problem;
}

/** What reading one file came to. Its rows are in the tables only when `loads` is not empty. */
export interface FileResult {
  readonly loads: readonly Load[];
  readonly isReissue: boolean;
  /** Whether its face says it is synthetic: every output made from it then says so too. */
  readonly isSynthetic: boolean;
  readonly quarantined: readonly Quarantined[];
  readonly problems: readonly Problem[];
  /** The problems as sentences. */
  readonly messages: readonly string[];
  readonly notes: readonly string[];
}

/** How to load a file. */
export interface FileOptions {
  readonly extracts: readonly Extract[];
  /** The id of its first load. */
  readonly firstLoadId: number;
  /** The columns of each extract's table, in the table's order. */
  readonly tableColumns: ReadonlyMap<string, readonly string[]>;
  /** Load the good rows and set the bad ones aside, instead of rejecting the file. */
  readonly quarantine: boolean;
  /** Name Amber and Red values in messages. */
  readonly showValues: boolean;
  /** The rows read so far. */
  readonly onRows: (rows: number) => void;
}

/**
 * Loads one file into the tables of its extracts, in the running transaction: all of it, or, when anything in it breaks a
 * rule, nothing. The ledger is the caller's.
 *
 * @example
 * ```ts
 * import { allExtracts } from "../extracts/all_extracts.ts";
 * import { createExtractTables } from "../warehouse/extract_table.ts";
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { loadFile } from "./load_file.ts";
 * import { readSourceFile } from "./source_file.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const extracts = await allExtracts();
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * await createExtractTables(warehouse.connection, extracts);
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "Reporting Month,User ID,User Name,Forecast Volume,Actual Volume\n2019-07,90-B3-D5-1F-30-01-00-00,A,x,-1\n");
 * const result = await loadFile(warehouse.connection, await readSourceFile(path), {
 *   extracts, firstLoadId: 1, tableColumns: new Map(), quarantine: false, showValues: false, onRows: () => {},
 * });
 * deepStrictEqual(result.problems.map((problem) => problem.cell), ["D2", "E2"]);
 * await Deno.remove(path);
 * ```
 */
export async function loadFile(
  connection: DuckDBConnection,
  file: SourceFile,
  options: FileOptions,
): Promise<FileResult> {
  try {
    const workbook = await openWorkbook(file.path, file.name);
    const reading = await readExtract(workbook, { extracts: options.extracts, fileName: file.name });
    return await loadReading(connection, file, reading, options);
  } catch (error) {
    if (!(error instanceof UserError && error.exitCode === EXIT.inputRejected)) throw error;
    return {
      loads: [],
      isReissue: false,
      isSynthetic: false,
      quarantined: [],
      problems: [],
      messages: [error.message],
      notes: [],
    };
  }
}

async function loadReading(
  connection: DuckDBConnection,
  file: SourceFile,
  reading: Reading,
  options: FileOptions,
): Promise<FileResult> {
  const writer = new RowWriter(connection, options.firstLoadId, options.tableColumns);
  const quarantined: Quarantined[] = [];
  let duplicates: readonly Duplicate[] = [];
  let isLoaded = false;
  try {
    try {
      quarantined.push(...await readRows(reading, writer, options));
      await refuseChanged(file);
    } finally {
      await writer.close();
    }
    duplicates = await findAllDuplicates(connection, writer.loads);
    if (options.quarantine) {
      quarantined.push(...duplicates.map(setAside));
      await removeRows(connection, duplicates);
    }
    isLoaded = blocking(reading, options).length === 0 && (options.quarantine || duplicates.length === 0) &&
      writer.loads.some((load) => load.rowCount > 0);
  } finally {
    if (!isLoaded) await removeLoads(connection, writer.loads);
  }
  const problems = [...reading.problems, ...listDuplicates(duplicates)];
  const titleLines = reading.sheets.flatMap((sheet) => sheet.titleLines);
  return {
    loads: isLoaded ? writer.loads.filter((load) => load.rowCount > 0) : [],
    isReissue: isReissue(file.name, titleLines),
    isSynthetic: titleLines.some((line) => /\bsynthetic\b/i.test(line)),
    quarantined: isLoaded ? quarantined : [],
    problems,
    messages: problems.map((problem) => formatProblem(file.name, problem, options)),
    notes: reading.notes,
  };
}

/** The problems that stop the file from being loaded. */
function blocking(reading: Reading, options: FileOptions): readonly Problem[] {
  return reading.problems.filter((problem) => !options.quarantine || problem.scope === "sheet");
}

/**
 * Reads to the end, so that every problem is found. It writes the good rows even when others reject the file, because
 * duplicate keys are found only after writing.
 */
async function readRows(reading: Reading, writer: RowWriter, options: FileOptions): Promise<Quarantined[]> {
  const quarantined: Quarantined[] = [];
  let rows = 0;
  for await (const batch of reading.batches()) {
    rows += batch.rowCount + batch.rejectedRows.length;
    options.onRows(rows);
    await writer.add(batch);
    if (!options.quarantine) continue;
    const { extract, sheet } = batch.sheet;
    for (const { sourceRow, period, problems } of batch.rejectedRows) {
      for (const problem of problems) {
        quarantined.push({ extract: extract.name, sheet, period, sourceRow, problem });
      }
    }
  }
  return quarantined;
}

async function findAllDuplicates(connection: DuckDBConnection, loads: readonly Load[]): Promise<readonly Duplicate[]> {
  const found: Duplicate[] = [];
  for (const extract of new Set(loads.map((load) => load.sheet.extract))) {
    found.push(...await findDuplicates(connection, extract, loads.filter((load) => load.sheet.extract === extract)));
  }
  return found;
}

/** Of rows with one key nobody can tell which is right: all of them go. */
async function removeRows(connection: DuckDBConnection, duplicates: readonly Duplicate[]): Promise<void> {
  for (const { load, sourceRow } of duplicates) {
    const table = `extracts.${quoteIdentifier(load.sheet.extract.name)}`;
    await connection.run(`delete from ${table} where load_id = $1 and source_row = $2`, [load.loadId, sourceRow]);
    load.rowCount--;
  }
}

function setAside({ load, sourceRow, problem }: Duplicate): Quarantined {
  const { extract, sheet } = load.sheet;
  return { extract: extract.name, sheet, period: load.period, sourceRow, problem };
}
