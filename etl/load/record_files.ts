import { type DuckDBAppender, type DuckDBConnection, DuckDBDateValue, DuckDBTimestampValue } from "@duckdb/node-api";
import { rows } from "../warehouse/rows.ts";
import { isoDay } from "./iso_day.ts";
import type { FileResult } from "./load_file.ts";
import type { LoadedPeriod } from "./load_outcome.ts";
import type { SourceFile } from "./source_file.ts";

/** A file whose rows are in the tables. */
export interface LoadedFile {
  readonly file: SourceFile;
  readonly result: FileResult;
}

/**
 * Writes loaded files into the ledger, in the running transaction: each file, its loads, where their columns stand, and
 * the rows set aside. A later file's periods then replace an earlier one's.
 *
 * @param files In the order in which they count
 * @param loadedAt The moment `as_of` compares with
 * @returns For each file the periods it brought, and whose rows they replace
 *
 * @example
 * ```ts
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../warehouse/open_warehouse.ts";
 * import { rows } from "../warehouse/rows.ts";
 * import { recordFiles } from "./record_files.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * const file = { path: "a.csv", name: "a.csv", sha256: "00", byteSize: 1, writtenAt: null };
 * const result = { loads: [], isReissue: false, isSynthetic: false, quarantined: [], problems: [], messages: [], notes: [] };
 * await recordFiles(warehouse.connection, [{ file, result }], new Date("2019-08-14T09:00:00Z"));
 * deepStrictEqual(await rows(warehouse.connection, "select file_name, loaded_at from ledger.files"), [
 *   { file_name: "a.csv", loaded_at: "2019-08-14T09:00:00" },
 * ]);
 * ```
 */
export async function recordFiles(
  connection: DuckDBConnection,
  files: readonly LoadedFile[],
  loadedAt: Date,
): Promise<readonly (readonly LoadedPeriod[])[]> {
  const current = await currentFiles(connection);
  const [next] = await rows(connection, "select coalesce(max(file_id), 0) + 1 as file_id from ledger.files");
  const fileId = (index: number) => (next!.file_id as number) + index;
  const moment = new DuckDBTimestampValue(BigInt(loadedAt.getTime()) * 1000n);
  await append(connection, "files", (appender) => {
    for (const [index, { file, result }] of files.entries()) {
      appender.appendInteger(fileId(index));
      appender.appendVarchar(file.name);
      appender.appendVarchar(file.sha256);
      appender.appendBigInt(BigInt(file.byteSize));
      appender.appendTimestamp(moment);
      appender.appendBoolean(result.isReissue);
      appender.appendBoolean(result.isSynthetic);
      appender.endRow();
    }
  });
  await append(connection, "loads", (appender) => {
    for (const [index, { result }] of files.entries()) appendLoads(appender, fileId(index), result);
  });
  await append(connection, "load_columns", (appender) => {
    for (const { result } of files) appendColumns(appender, result);
  });
  await append(connection, "quarantine", (appender) => {
    for (const [index, { result }] of files.entries()) appendQuarantine(appender, fileId(index), result);
  });
  return files.map(({ file, result }) => {
    const periods = result.loads.map(({ sheet, period, rowCount }): LoadedPeriod => ({
      extract: sheet.extract.name,
      sheet: sheet.sheet,
      period: isoDay(period),
      rows: rowCount,
      supersedes: current.get(`${sheet.extract.name} ${isoDay(period)}`) ?? null,
    }));
    for (const { extract, period } of periods) current.set(`${extract} ${period}`, file.name);
    return periods;
  });
}

/** The name of the file that counts, by extract and period. */
async function currentFiles(connection: DuckDBConnection): Promise<Map<string, string>> {
  const files = await rows(
    connection,
    `select extract, period, arg_max(file_name, file_id) as file_name
     from ledger.loads inner join ledger.files using (file_id) group by all`,
  );
  return new Map(files.map(({ extract, period, file_name }) => [`${extract} ${period}`, String(file_name)]));
}

async function append(
  connection: DuckDBConnection,
  table: string,
  write: (appender: DuckDBAppender) => void,
): Promise<void> {
  const appender = await connection.createAppender(table, "ledger");
  write(appender);
  appender.closeSync();
}

function appendLoads(appender: DuckDBAppender, fileId: number, { loads }: FileResult): void {
  for (const { loadId, sheet, period, rowCount } of loads) {
    appender.appendInteger(loadId);
    appender.appendInteger(fileId);
    appender.appendVarchar(sheet.extract.name);
    appender.appendVarchar(sheet.sheet);
    appender.appendInteger(sheet.headerRow);
    appendDay(appender, period);
    appender.appendBigInt(BigInt(rowCount));
    appender.endRow();
  }
}

function appendColumns(appender: DuckDBAppender, { loads }: FileResult): void {
  for (const { loadId, sheet } of loads) {
    for (const { name, letters, header } of sheet.columns) {
      appender.appendInteger(loadId);
      for (const text of [name, letters, header]) appender.appendVarchar(text);
      appender.endRow();
    }
  }
}

function appendQuarantine(appender: DuckDBAppender, fileId: number, { quarantined }: FileResult): void {
  for (const { extract, sheet, period, sourceRow, problem } of quarantined) {
    appender.appendInteger(fileId);
    appender.appendVarchar(extract);
    appender.appendVarchar(sheet);
    appendDay(appender, period);
    appender.appendInteger(sourceRow);
    for (const text of [problem.cell, problem.rule, problem.value]) {
      if (text === null) appender.appendNull();
      else appender.appendVarchar(text);
    }
    appender.endRow();
  }
}

function appendDay(appender: DuckDBAppender, days: number | null): void {
  if (days === null) appender.appendNull();
  else appender.appendDate(new DuckDBDateValue(days));
}
