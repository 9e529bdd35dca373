import type { DuckDBConnection } from "@duckdb/node-api";
import { utcOffsetMinutes } from "../cli/local_time.ts";
import { rows } from "../db/rows.ts";
import type { LoadMoment } from "./record_file.ts";

/**
 * A moment with what the clocks of the configured time zone add to UTC then (`reference.calendar_settings`).
 *
 * @example
 * ```ts ignore
 * const { utcOffsetMinutes } = await momentOf(connection, new Date("2019-07-01T12:00:00Z")); // 60 in Europe/London
 * ```
 */
export async function momentOf(connection: DuckDBConnection, at: Date): Promise<LoadMoment> {
  const [setting] = await rows(connection, "select time_zone from reference.calendar_settings");
  return { at, utcOffsetMinutes: utcOffsetMinutes(at, String(setting?.time_zone ?? "UTC")) };
}
