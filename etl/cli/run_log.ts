/** One run of the month's work in the log. A run writes one line when it begins and one when it ends. */
export interface RunEntry {
  /** Start time, ISO in UTC. It identifies the run: no two runs of one warehouse begin in the same millisecond. */
  readonly run: string;
  /** End time, ISO in UTC; null while it runs, and always null when it was killed. */
  readonly ended_at: string | null;
  /** `YYYY-MM`; null when no month was given and no month is complete. */
  readonly month: string | null;
  readonly audience: string;
  /** Null until it ends, and when Ctrl-C or a signal ended it. */
  readonly exit_code: number | null;
  readonly loaded: number;
  readonly superseded: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** The result in one line. */
  readonly message: string;
}

/**
 * The path of the log of a warehouse's runs, a file of JSON lines next to the warehouse.
 *
 * The log is no table of the warehouse for two reasons. It must also record a run that found the warehouse locked or
 * damaged, or its disk full. And a run with nothing to do must not rewrite the warehouse.
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
 * Appends a line to the log in one synchronous write.
 *
 * When a killed run left an incomplete line, the new entry begins on a new line.
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

/**
 * Reads the last runs, the newest first.
 *
 * Lines that are no entry are ignored.
 */
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

/** Checks every field, because a person may have edited the log. */
function isEntry(value: unknown): value is RunEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Readonly<Record<string, unknown>>;
  const isMoment = (moment: unknown) => typeof moment === "string" && !Number.isNaN(Date.parse(moment));
  return isMoment(entry.run) && (entry.ended_at === null || isMoment(entry.ended_at)) &&
    (entry.month === null || typeof entry.month === "string") && typeof entry.audience === "string" &&
    (entry.exit_code === null || Number.isSafeInteger(entry.exit_code)) && typeof entry.message === "string" &&
    COUNTS.every((name) => Number.isSafeInteger(entry[name]));
}
