import { type DuckDBAppender, type DuckDBConnection, DuckDBDateValue, DuckDBTimestampValue } from "@duckdb/node-api";
import { rows } from "../db/rows.ts";
import { isoDay } from "../text/iso_day.ts";
import type { FileResult } from "./load_file.ts";
import type { LoadedFile } from "./loaded_file.ts";
import type { LoadedPeriod } from "./load_outcome.ts";
import type { PeriodPlan } from "./period_plan.ts";
import type { FilePlan } from "./plan_file.ts";
import type { Standing } from "./standing.ts";

/** A moment, and what the analyst's clock added to UTC then. */
export interface LoadMoment {
  readonly at: Date;
  readonly utcOffsetMinutes: number;
}

/**
 * Writes a loaded file into the ledger, in the running transaction: the file, its loads and how they count, where their
 * columns stand, the rows set aside, and the rows it took away.
 *
 * @param plan From {@linkcode planFile}
 * @param standing Is brought up to date
 * @param moment The moment `as_of` compares with
 * @returns The periods it brought, and whose rows they replace
 *
 * @example
 * ```ts
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { rows } from "../db/rows.ts";
 * import { recordFile } from "./record_file.ts";
 * import { Standing } from "./standing.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * const file = { path: "a.csv", name: "a.csv", sha256: "00", byteSize: 1, writtenAt: null };
 * const result = { loads: [], isReissue: false, isSynthetic: false, quarantined: [], problems: [], messages: [], notes: [] };
 * const plan = { periods: [], countsAs: new Map(), refusal: null };
 * const moment = { at: new Date("2019-08-14T09:00:00Z"), utcOffsetMinutes: 60 };
 * await recordFile(warehouse.connection, { file, result }, plan, new Standing(new Map()), moment);
 * deepStrictEqual(await rows(warehouse.connection, "select file_name, loaded_at from ledger.files"), [
 *   { file_name: "a.csv", loaded_at: "2019-08-14T09:00:00" },
 * ]);
 * ```
 */
export async function recordFile(
  connection: DuckDBConnection,
  { file, result }: LoadedFile,
  plan: FilePlan,
  standing: Standing,
  moment: LoadMoment,
): Promise<readonly LoadedPeriod[]> {
  const fileId = await nextChange(connection);
  await append(connection, "files", (appender) => {
    appender.appendInteger(fileId);
    appender.appendVarchar(file.name);
    appender.appendVarchar(file.sha256);
    appender.appendBigInt(BigInt(file.byteSize));
    appender.appendTimestamp(new DuckDBTimestampValue(BigInt(moment.at.getTime()) * 1000n));
    appender.appendBoolean(result.isReissue);
    appender.appendBoolean(result.isSynthetic);
    appender.appendInteger(moment.utcOffsetMinutes);
    appender.endRow();
  });
  await append(connection, "loads", (appender) => appendLoads(appender, fileId, result, plan));
  await append(connection, "load_columns", (appender) => appendColumns(appender, result));
  if (result.quarantined.length > 0) {
    await append(connection, "quarantine", (appender) => appendQuarantine(appender, fileId, result));
  }
  const planned = new Map(plan.periods.map((one) => [`${one.extract} ${one.period}`, one]));
  const seen = new Set<PeriodPlan>();
  const periods: LoadedPeriod[] = [];
  for (const { loadId, sheet, period: day, rowCount } of result.loads) {
    const [extract, period] = [sheet.extract.name, isoDay(day)];
    const own = planned.get(`${extract} ${period}`)!;
    if (own.effect === "whole" && own.rowsGone > 0 && !seen.has(own)) {
      await connection.run("insert into ledger.losses values ($1, $2, $3)", [loadId, own.rowsBefore, own.rowsGone]);
    }
    seen.add(own);
    const doesReplace = own.effect === "whole" || own.rowsChanged > 0;
    const supersedes = doesReplace ? own.standing.at(-1) ?? null : null;
    periods.push({ extract, sheet: sheet.sheet, period, rows: rowCount, supersedes });
    standing.add(extract, period, {
      loadId,
      fileId,
      fileName: file.name,
      isReissue: result.isReissue,
      countsAs: plan.countsAs.get(loadId) ?? "whole",
      isWithdrawn: false,
      isMain: own.isMain,
      isNew: true,
    });
  }
  return periods;
}

/**
 * The number of the next file or withdrawal: both are numbered in one order, so that a publication remembers all it knew
 * by one number.
 *
 * @example
 * ```ts
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { nextChange } from "./record_file.ts";
 * import { strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * strictEqual(await nextChange(warehouse.connection), 1);
 * ```
 */
export async function nextChange(connection: DuckDBConnection): Promise<number> {
  const [next] = await rows(
    connection,
    `select greatest((select coalesce(max(file_id), 0) from ledger.files),
       (select coalesce(max(change_id), 0) from ledger.withdrawals)) + 1 as id`,
  );
  return next!.id as number;
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

function appendLoads(appender: DuckDBAppender, fileId: number, { loads }: FileResult, plan: FilePlan): void {
  for (const { loadId, sheet, period, rowCount } of loads) {
    appender.appendInteger(loadId);
    appender.appendInteger(fileId);
    appender.appendVarchar(sheet.extract.name);
    appender.appendVarchar(sheet.sheet);
    appender.appendInteger(sheet.headerRow);
    appendDay(appender, period);
    appender.appendBigInt(BigInt(rowCount));
    appender.appendVarchar(plan.countsAs.get(loadId) ?? "whole");
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
