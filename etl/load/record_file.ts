import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBDateValue } from "@duckdb/node-api";
import { rows } from "../warehouse/rows.ts";
import type { FileResult } from "./load_file.ts";
import type { LoadedPeriod } from "./load_outcome.ts";
import type { SourceFile } from "./source_file.ts";

/**
 * Writes a loaded file into the ledger: the file, its loads, where their columns stand, and the rows set aside. From then
 * on its periods are the current ones.
 *
 * @param loadedAt ISO text without a zone
 * @returns Each period it brought, and whose rows it replaces
 *
 * @example
 * ```ts
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../warehouse/open_warehouse.ts";
 * import { rows } from "../warehouse/rows.ts";
 * import { recordFile } from "./record_file.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * const file = { path: "a.csv", name: "a.csv", sha256: "00", byteSize: 1, writtenAt: null };
 * const nothing = { loads: [], isReissue: false, quarantined: [], problems: [], messages: [], notes: [] };
 * await recordFile(warehouse.connection, 1, file, nothing, "2019-08-14T09:00:00");
 * deepStrictEqual(await rows(warehouse.connection, "select file_name, loaded_at from ledger.files"), [
 *   { file_name: "a.csv", loaded_at: "2019-08-14T09:00:00" },
 * ]);
 * ```
 */
export async function recordFile(
  connection: DuckDBConnection,
  fileId: number,
  file: SourceFile,
  result: FileResult,
  loadedAt: string,
): Promise<readonly LoadedPeriod[]> {
  const periods: LoadedPeriod[] = [];
  for (const { sheet, period, rowCount } of result.loads) {
    const day = isoDay(period);
    periods.push({
      extract: sheet.extract.name,
      sheet: sheet.sheet,
      period: day,
      rows: rowCount,
      supersedes: await currentFile(connection, sheet.extract.name, day),
    });
  }
  await connection.run(
    "insert into ledger.files values ($1, $2, $3, $4, $5::timestamp, $6)",
    [fileId, file.name, file.sha256, file.byteSize, loadedAt, result.isReissue],
  );
  for (const { loadId, sheet, period, rowCount } of result.loads) {
    await connection.run(
      "insert into ledger.loads values ($1, $2, $3, $4, $5, $6::date, $7)",
      [loadId, fileId, sheet.extract.name, sheet.sheet, sheet.headerRow, isoDay(period), rowCount],
    );
  }
  await recordColumns(connection, result);
  await recordQuarantine(connection, fileId, result);
  return periods;
}

async function currentFile(
  connection: DuckDBConnection,
  extract: string,
  period: string | null,
): Promise<string | null> {
  const [current] = await rows(
    connection,
    `select arg_max(file_name, file_id) as file_name
     from ledger.loads inner join ledger.files using (file_id)
     where extract = $1 and period is not distinct from $2::date`,
    [extract, period],
  );
  return current?.file_name as string | null;
}

async function recordColumns(connection: DuckDBConnection, result: FileResult): Promise<void> {
  const appender = await connection.createAppender("load_columns", "ledger");
  for (const { loadId, sheet } of result.loads) {
    for (const { name, letters, header } of sheet.columns) {
      appender.appendInteger(loadId);
      for (const text of [name, letters, header]) appender.appendVarchar(text);
      appender.endRow();
    }
  }
  appender.closeSync();
}

async function recordQuarantine(connection: DuckDBConnection, fileId: number, result: FileResult): Promise<void> {
  const appender = await connection.createAppender("quarantine", "ledger");
  for (const { extract, sheet, period, sourceRow, problem } of result.quarantined) {
    appender.appendInteger(fileId);
    appender.appendVarchar(extract);
    appender.appendVarchar(sheet);
    if (period === null) appender.appendNull();
    else appender.appendDate(new DuckDBDateValue(period));
    appender.appendInteger(sourceRow);
    for (const text of [problem.cell, problem.rule, problem.value]) {
      if (text === null) appender.appendNull();
      else appender.appendVarchar(text);
    }
    appender.endRow();
  }
  appender.closeSync();
}

function isoDay(days: number | null): string | null {
  return days === null ? null : new Date(days * 86_400_000).toISOString().slice(0, 10);
}
