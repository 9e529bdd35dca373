/** One run of the month's work, as the log holds it: a line when it began, and one when it ended. */
export interface RunEntry {
  /** When it began, ISO in UTC: runs of one warehouse do not begin in the same millisecond. */
  readonly run: string;
  /** ISO in UTC; null while it runs, and for ever where it was killed. */
  readonly ended_at: string | null;
  /** `YYYY-MM`; null where none was asked for and none is complete. */
  readonly month: string | null;
  readonly audience: string;
  /** Null also where Ctrl-C or a signal ended it. */
  readonly exit_code: number | null;
  readonly loaded: number;
  readonly superseded: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** What it came to, in a line. */
  readonly message: string;
}

/**
 * The log of a warehouse's runs: a file of JSON lines beside it. Not a table of it: a run that found the warehouse held,
 * damaged or its disk full must be logged, too, and one with nothing to do must not write a warehouse anew to say so.
 *
 * @example
 * ```ts
 * import { runLogPath } from "./run_log.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(runLogPath("data/warehouse.duckdb"), "data/warehouse.duckdb.runs.jsonl");
 * ```
 */
export function runLogPath(warehouse: string): string {
  return `${warehouse}.runs.jsonl`;
}

/**
 * Adds a line to the log, in one write and without waiting. A line that a killed run left half written stays by itself.
 *
 * @example
 * ```ts
 * import { appendRun, readRuns, type RunEntry } from "./run_log.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const path = await Deno.makeTempFile();
 * const entry: RunEntry = {
 *   run: "2019-08-14T09:00:00.000Z", ended_at: null, month: "2019-07", audience: "white", exit_code: null,
 *   loaded: 0, superseded: 0, unchanged: 0, rejected: 0, message: "",
 * };
 * appendRun(path, entry);
 * appendRun(path, { ...entry, ended_at: "2019-08-14T09:00:05.000Z", exit_code: 0, message: "done" });
 * deepStrictEqual((await readRuns(path, 5)).map(({ message }) => message), ["done"]);
 * await Deno.remove(path);
 * ```
 */
export function appendRun(path: string, entry: RunEntry): void {
  using file = Deno.openSync(path, { create: true, append: true, read: true });
  const { size } = file.statSync();
  const last = new Uint8Array(1);
  if (size > 0) {
    file.seekSync(-1, Deno.SeekMode.End);
    file.readSync(last);
  }
  const isTorn = size > 0 && last[0] !== 0x0a;
  file.writeSync(new TextEncoder().encode(`${isTorn ? "\n" : ""}${JSON.stringify(entry)}\n`));
}

/** @returns The last runs, the newest first; lines that are no entry are passed over */
export async function readRuns(path: string, count: number): Promise<RunEntry[]> {
  const text = await Deno.readTextFile(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
  const runs = new Map<string, RunEntry>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    try {
      const entry: unknown = JSON.parse(line);
      if (isEntry(entry)) runs.set(entry.run, entry);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return [...runs.values()].slice(-count).reverse();
}

const COUNTS = ["loaded", "superseded", "unchanged", "rejected"] as const;

/** Anybody can have edited the log. */
function isEntry(value: unknown): value is RunEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Readonly<Record<string, unknown>>;
  const isMoment = (moment: unknown) => typeof moment === "string" && !Number.isNaN(Date.parse(moment));
  return isMoment(entry.run) && (entry.ended_at === null || isMoment(entry.ended_at)) &&
    (entry.month === null || typeof entry.month === "string") && typeof entry.audience === "string" &&
    (entry.exit_code === null || Number.isSafeInteger(entry.exit_code)) && typeof entry.message === "string" &&
    COUNTS.every((name) => Number.isSafeInteger(entry[name]));
}
