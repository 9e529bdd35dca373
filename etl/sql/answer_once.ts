import { basename } from "node:path";
import { openReadOnly, type Warehouse } from "../db/open_warehouse.ts";
import { endProcess } from "./end_process.ts";
import { showQueryProgress } from "./show_query_progress.ts";
import type { Provenance } from "./result_workbook.ts";
import { type QueryResult, runQuery } from "./run_query.ts";
import type { Settings } from "./settings.ts";
import { type Write, writeFile, writePiece } from "../files/write_file.ts";
import { writeResult, type Written } from "./write_result.ts";

/**
 * Answers one query, to standard output or a file.
 *
 * @param path The warehouse
 * @param options `out`: the file, standard output when left out; `signal` interrupts the query
 * @returns What is to be said beside the answer, a line each
 * @throws {UserError} what the user can mend
 */
export async function answerOnce(
  path: string,
  query: string,
  settings: Settings,
  options: { readonly out?: string | undefined; readonly signal?: AbortSignal } = {},
): Promise<string[]> {
  const { asOf, audience, format } = settings;
  const { out, signal } = options;
  const { warehouse, sha256 } = await open(path, settings);
  using _ = warehouse;
  const { connection } = warehouse;
  const result = await runQuery(connection, query, {
    audience,
    timeoutSeconds: settings.timeoutSeconds,
    onStuck: endProcess,
    ...(signal === undefined ? {} : { signal }),
  });
  const write = async (take: Write): Promise<Written> =>
    format === "xlsx"
      ? await writeWorkbook(
        warehouse,
        result,
        settings,
        { warehouse: basename(path), sha256, lastRun: await lastRun(path) },
        take,
      )
      : await writeResult(result, { ...settings, format }, take, terminalWidth(out));
  const written = out === undefined ? await printed(write) : await writeFile(out, path, write);
  if (written === null) return [];
  return showQueryProgress(result, written, {
    asOf,
    audience,
    classification: result.classification,
    more: "--max-rows",
    file: out,
  });
}

/** A workbook names the very file it was taken from; other answers need not wait for its hash. */
async function open(
  path: string,
  { asOf, audience, format }: Settings,
): Promise<{ warehouse: Warehouse; sha256: string }> {
  const options = { asOf, audience };
  if (format !== "xlsx") return { warehouse: await openReadOnly(path, options), sha256: "" };
  const { openFingerprinted } = await import("./open_fingerprinted.ts");
  return await openFingerprinted(path, options);
}

async function writeWorkbook(
  { connection }: Warehouse,
  result: QueryResult,
  { asOf, audience, maxRows }: Settings,
  file: Pick<Provenance, "warehouse" | "sha256" | "lastRun">,
  take: Write,
): Promise<Written> {
  const { readProvenance } = await import("./read_provenance.ts");
  const { resultWorkbook } = await import("./result_workbook.ts");
  const provenance = {
    ...await readProvenance(connection),
    classification: result.classification,
    ...file,
    asOf,
    audience,
  };
  const { bytes, rows } = await resultWorkbook(result, maxRows ?? Infinity, provenance);
  await take(bytes);
  return { rows, shortened: [] };
}

/** The newest run of the warehouse's log in words; null when nothing ran. */
async function lastRun(path: string): Promise<string | null> {
  const { readRuns, runLogPath } = await import("../cli/run_log.ts");
  const [run] = await readRuns(runLogPath(path), 1);
  return run === undefined ? null : `${run.run}: ${run.message}`;
}

/** Writes to standard output; null when its reader had enough (`| head`), which is no failure. */
async function printed(write: (take: Write) => Promise<Written>): Promise<Written | null> {
  try {
    return await write((piece) => writePiece(Deno.stdout, piece));
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) return null;
    throw error;
  }
}

/** The terminal's columns, when a person reads there. */
function terminalWidth(out: string | undefined): number | undefined {
  return out === undefined && Deno.stdout.isTerminal() ? Deno.consoleSize().columns : undefined;
}
