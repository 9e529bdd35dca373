import type { DuckDBConnection } from "@duckdb/node-api";
import { archiveBeside } from "../archive/archive_beside.ts";
import { readArchiveList } from "../archive/archive_list.ts";
import { Keeping } from "../archive/keeping.ts";
import { refreshArchiveList } from "../archive/refresh_list.ts";
import type { Extract } from "../contract/extract.ts";
import { UserError } from "../user_error.ts";
import { changedContracts } from "../warehouse/changed_contracts.ts";
import { clearAfterKill } from "../warehouse/clear_copy.ts";
import { type Definition, readDefinitions } from "../warehouse/definitions.ts";
import { inTransaction } from "../warehouse/in_transaction.ts";
import { isCurrent } from "../warehouse/is_current.ts";
import { openReadOnly } from "../warehouse/open_warehouse.ts";
import { publish } from "../warehouse/publish.ts";
import { rows } from "../warehouse/rows.ts";
import { findConflicts } from "./find_conflicts.ts";
import { isoDay } from "./iso_day.ts";
import type { LoadOutcome } from "./load_outcome.ts";
import type { LoadedFile } from "./record_files.ts";
import { readTableColumns } from "./read_table_columns.ts";
import { removeLoads } from "./remove_loads.ts";
import { readSourceFile, type SourceFile } from "./source_file.ts";

/** Where a load has got to. */
export interface LoadProgress {
  /** The name of the file being read. */
  readonly name: string;
  /** Its place among the files to read, from 1. */
  readonly place: number;
  readonly files: number;
  readonly rows: number;
}

/** What to load, and how. */
export interface LoadOptions {
  /** The warehouse file; made when missing, unless there is nothing to load. */
  readonly warehouse: string;
  /** Where every loaded file is kept by its hash; the folder `archive` beside the warehouse when left out. */
  readonly archive?: string;
  /** Paths of the files, in the order in which they came. */
  readonly files: readonly string[];
  readonly clock: () => Date;
  /** Load the good rows of a file with bad ones, and set the bad ones aside. */
  readonly quarantine?: boolean;
  /** Name Amber and Red values in messages. */
  readonly showValues?: boolean;
  /** Every file is a re-issue; of two files for one period the later one counts. */
  readonly reissue?: boolean;
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** What a load came to. */
export interface LoadReport {
  /** One a file, in the order of the files. */
  readonly outcomes: readonly LoadOutcome[];
  /** Whether a new warehouse was published: false when no file was new and no definition had changed. */
  readonly isPublished: boolean;
  /** Extracts whose files were read under a contract that has changed since: said when the change is published. */
  readonly changedContracts: readonly string[];
}

/**
 * Loads files into a warehouse and publishes it once. Each file is loaded whole or not at all, whatever becomes of the
 * others; the same bytes are never loaded twice. Before a file counts, its bytes are kept in the archive. Views and
 * reference data are brought up to date on the way.
 *
 * @throws {UserError} as {@linkcode publish}; a file that cannot be loaded is no error but an outcome
 *
 * @example
 * ```ts
 * import { loadFiles } from "./load_files.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * const options = { warehouse: `${folder}/none.duckdb`, files: [], clock: () => new Date(0) };
 * deepStrictEqual(await loadFiles(options), { outcomes: [], isPublished: false, changedContracts: [] });
 * await Deno.remove(folder);
 * ```
 */
export async function loadFiles(options: LoadOptions): Promise<LoadReport> {
  const outcomes = new Map<string, LoadOutcome>();
  const files: SourceFile[] = [];
  for (const path of options.files) {
    try {
      files.push(await readSourceFile(path));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      outcomes.set(path, rejected(path, [error.message]));
    }
  }
  const archive = options.archive ?? archiveBeside(options.warehouse);
  const definitions = await readDefinitions();
  const published = await lookAt(options.warehouse, definitions);
  const isNew = files.some((file) => !published.hashes.has(file.sha256));
  const isStale = !published.isCurrent && (published.exists || files.length > 0);
  const keeping = new Keeping(archive, options.warehouse);
  let isPublished = false;
  if (isNew || isStale) {
    const extracts = async () => await (await import("../contract/all_extracts.ts")).allExtracts();
    // One transaction: a commit a file would force each file's rows to disk twice. The copy is private until it is whole.
    const load = (connection: DuckDBConnection) =>
      inTransaction(connection, async () => {
        const loaded = await loadNew(connection, files, await extracts(), options, outcomes);
        const recorded = await recordAll(connection, loaded, options, outcomes);
        await keeping.keep(recorded.map(({ file }) => file));
        return recorded.length > 0;
      });
    try {
      isPublished = await publish(options.warehouse, { clock: options.clock, extracts, definitions }, load);
    } catch (error) {
      await keeping.undo(await countedNow(options.warehouse));
      throw error;
    }
  } else await clearAfterKill(options.warehouse);
  if (isPublished || (published.exists && !await isListed(archive, options.warehouse, published))) {
    await refreshArchiveList(archive, options.warehouse);
  }
  const mend = options.reissue ? "; the same bytes are never loaded twice: save it anew to make it count again" : "";
  for (const file of files) {
    if (outcomes.has(file.path)) continue;
    if (published.hashes.has(file.sha256)) await keeping.keep([file]); // Loaded before there was an archive.
    const twins = files.filter((other) => other.sha256 === file.sha256 && outcomes.has(other.path));
    const twin = twins.find((other) => outcomes.get(other.path)!.status === "rejected");
    const misnamed = twins.filter((other) => ending(other) !== ending(file)).map(({ name }) =>
      `a copy of "${name}", which is loaded: end its name as that one, or remove it`
    );
    const replaced = published.replaced.get(file.sha256)?.map((why) => why + mend) ?? [];
    outcomes.set(
      file.path,
      twin === undefined
        ? { ...outcome(file, "unchanged"), notes: [...misnamed, ...replaced] }
        : rejected(file.path, [`Cannot load "${file.name}" as it is a copy of "${twin.name}", which is rejected`]),
    );
  }
  return {
    outcomes: options.files.map((path) => outcomes.get(path)!),
    isPublished,
    changedContracts: isPublished ? published.changedContracts : [],
  };
}

/**
 * Whether the archive's list names every file and publication of the warehouse: what was killed after publishing, or had no
 * room left by then, did not come to that.
 */
async function isListed(
  archive: string,
  warehouse: string,
  { hashes, publications }: { readonly hashes: ReadonlySet<string>; readonly publications: number },
): Promise<boolean> {
  if (hashes.size === 0) return true;
  const list = await readArchiveList(archive, warehouse).catch((error) => {
    if (error instanceof UserError) return null; // It is written anew.
    throw error;
  });
  return list !== null && list.publications.length === publications && list.files.length === hashes.size &&
    list.files.every(({ sha256 }) => hashes.has(sha256));
}

const NOTHING = {
  isCurrent: false,
  hashes: new Set<string>(),
  replaced: new Map<string, string[]>(),
  publications: 0,
  changedContracts: [] as readonly string[],
};

/** What the published warehouse holds; nothing when there is none. */
async function lookAt(path: string, definitions: readonly Definition[]) {
  try {
    await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { ...NOTHING, exists: false };
    throw error;
  }
  using warehouse = await openReadOnly(path);
  const { connection } = warehouse;
  if (!await isCurrent(connection, definitions)) {
    return { ...NOTHING, exists: true, changedContracts: await changedContracts(connection, definitions) };
  }
  const [counted] = await rows(connection, "select count(*)::integer as publications from ledger.publications");
  return {
    ...NOTHING,
    exists: true,
    isCurrent: true,
    hashes: await readHashes(connection),
    replaced: await readReplaced(connection),
    publications: counted!.publications as number,
  };
}

/** The hashes of the files the published warehouse counts, whatever its definitions are. */
async function countedNow(path: string): Promise<ReadonlySet<string>> {
  if (!await Deno.stat(path).then(() => true, () => false)) return new Set();
  using warehouse = await openReadOnly(path);
  return await readHashes(warehouse.connection);
}

async function readHashes(connection: DuckDBConnection): Promise<Set<string>> {
  const files = await rows(connection, "select file_sha256 from ledger.files");
  return new Set(files.map(({ file_sha256 }) => String(file_sha256)));
}

/**
 * Why files that were loaded before count no more, by their hash: the same bytes do not count again by coming again, which
 * must be heard.
 */
async function readReplaced(connection: DuckDBConnection): Promise<Map<string, string[]>> {
  const found = await rows(
    connection,
    `with replaced as (
       select file_sha256, superseded_by, extract || coalesce(strftime(period, ' %Y-%m'), '') as period,
         bool_or(is_current) over (partition by file_sha256) as still_counts
       from load_history
     )
     select file_sha256, superseded_by, string_agg(distinct period, ', ' order by period) as periods
     from replaced where not still_counts group by file_sha256, superseded_by order by superseded_by`,
  );
  const reasons = Map.groupBy(found, ({ file_sha256 }) => String(file_sha256));
  return new Map(
    [...reasons].map(([hash, by]) => [
      hash,
      by.map(({ superseded_by, periods }) => `replaced since by "${superseded_by}" for ${periods}`),
    ]),
  );
}

/** Reads every file whose bytes are new into the tables of the private copy. */
async function loadNew(
  connection: DuckDBConnection,
  files: readonly SourceFile[],
  extracts: readonly Extract[],
  options: LoadOptions,
  outcomes: Map<string, LoadOutcome>,
): Promise<LoadedFile[]> {
  // Asked again under the writer's lock: another load may have ended since.
  const known = await readHashes(connection);
  const fresh = Map.groupBy(files.filter((file) => !known.has(file.sha256)), ({ sha256 }) => sha256);
  if (fresh.size === 0) return [];
  const { loadFile } = await import("./load_file.ts");
  const loaded: LoadedFile[] = [];
  const [next] = await rows(connection, "select coalesce(max(load_id), 0) + 1 as load_id from ledger.loads");
  let firstLoadId = next!.load_id as number;
  const tableColumns = await readTableColumns(connection);
  let place = 0;
  for (const file of [...fresh.values()].flatMap(onePerEnding)) {
    if (loaded.some((other) => other.file.sha256 === file.sha256)) continue;
    place++;
    const onRows = (rows: number) => options.onProgress?.({ name: file.name, place, files: fresh.size, rows });
    onRows(0);
    const result = await loadFile(connection, file, {
      extracts,
      firstLoadId,
      tableColumns,
      quarantine: options.quarantine === true,
      showValues: options.showValues === true,
      onRows,
    });
    if (result.loads.length === 0) {
      outcomes.set(file.path, {
        ...rejected(file.path, result.messages),
        problems: result.problems,
        notes: result.notes,
      });
      continue;
    }
    firstLoadId = result.loads.at(-1)!.loadId + 1;
    loaded.push({ file, result: { ...result, isReissue: result.isReissue || options.reissue === true } });
    // What a copy with a wrong name was rejected for is of no more interest: its bytes are loaded.
    for (const copy of fresh.get(file.sha256)!) outcomes.delete(copy.path);
  }
  return loaded;
}

/**
 * Takes out the files that contradict each other and writes the others into the ledger, re-issues after what they replace.
 *
 * @returns What was written
 */
async function recordAll(
  connection: DuckDBConnection,
  loaded: readonly LoadedFile[],
  options: LoadOptions,
  outcomes: Map<string, LoadOutcome>,
): Promise<readonly LoadedFile[]> {
  const conflicts = options.reissue === true ? [] : findConflicts(loaded.map(({ file, result }) => ({
    name: file.name,
    isReissue: result.isReissue,
    periods: result.loads.map(({ sheet, period }) => periodName(sheet.extract, period)),
  })));
  const kept: LoadedFile[] = [];
  for (const [index, one] of loaded.entries()) {
    const conflict = conflicts[index] ?? null;
    if (conflict === null) kept.push(one);
    else {
      await removeLoads(connection, one.result.loads);
      outcomes.set(one.file.path, rejected(one.file.path, [conflict]));
    }
  }
  const inOrder = [
    ...kept.filter(({ result }) => !result.isReissue),
    ...kept.filter(({ result }) => result.isReissue),
  ];
  const { compareReplaced } = await import("./compare_replaced.ts");
  const ordered: LoadedFile[] = [];
  for (const [index, { refusal, notes }] of (await compareReplaced(connection, inOrder)).entries()) {
    const { file, result } = inOrder[index]!;
    if (refusal === null) ordered.push({ file, result: { ...result, notes: [...result.notes, ...notes] } });
    else {
      await removeLoads(connection, result.loads);
      outcomes.set(file.path, rejected(file.path, [refusal]));
    }
  }
  const { recordFiles } = await import("./record_files.ts");
  const brought = await recordFiles(connection, ordered, options.clock());
  for (const [index, { file, result }] of ordered.entries()) {
    const loads = brought[index]!;
    outcomes.set(file.path, {
      ...outcome(file, loads.some((load) => load.supersedes !== null) ? "superseded" : "loaded"),
      loads,
      quarantinedRows: new Set(result.quarantined.map(({ sheet, sourceRow }) => `${sourceRow} ${sheet}`)).size,
      problems: result.problems,
      messages: result.messages,
      notes: result.notes,
    });
  }
  return ordered;
}

/** Of the copies of a file the first with each ending: by its name a file is read as one thing or another. */
function onePerEnding(copies: readonly SourceFile[]): SourceFile[] {
  return copies.filter((file, at) => copies.findIndex((other) => ending(other) === ending(file)) === at);
}

function ending({ name }: SourceFile): string {
  return /\.[^.]*$/.exec(name)?.[0]?.toLowerCase() ?? "";
}

function periodName(extract: Extract, period: number | null): string {
  return period === null ? extract.name : `${extract.name} ${isoDay(period)!.slice(0, 7)}`;
}

function outcome(file: SourceFile, status: LoadOutcome["status"]): LoadOutcome {
  const { path, name } = file;
  return { path, name, status, loads: [], quarantinedRows: 0, problems: [], messages: [], notes: [] };
}

function rejected(path: string, messages: readonly string[]): LoadOutcome {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return { path, name, status: "rejected", loads: [], quarantinedRows: 0, problems: [], messages, notes: [] };
}
