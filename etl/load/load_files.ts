import type { DuckDBConnection } from "@duckdb/node-api";
import { archiveBeside } from "../archive/archive_beside.ts";
import { readArchiveList } from "../archive/archive_list_file.ts";
import { ArchiveTransaction } from "../archive/archive_transaction.ts";
import { refreshArchiveList } from "../archive/refresh_list.ts";
import type { Extract } from "../contract/extract.ts";
import { UserError } from "../base/user_error.ts";
import { changedContracts } from "../warehouse/changed_contracts.ts";
import { clearAfterKill } from "../warehouse/clear_copy.ts";
import { type Definition, readDefinitions } from "../warehouse/definitions.ts";
import { inTransaction } from "../db/in_transaction.ts";
import { isCurrent } from "../warehouse/is_current.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { publishWarehouse } from "../warehouse/publish_warehouse.ts";
import { rows } from "../db/rows.ts";
import { findConflicts } from "./find_conflicts.ts";
import { isoDay } from "../text/iso_day.ts";
import type { LoadOutcome } from "./load_outcome.ts";
import { mainPeriod } from "./main_period.ts";
import { momentOf } from "./moment_of.ts";
import { periodName, type PeriodPlan } from "./period_plan.ts";
import { planFile, sizesOf } from "./plan_file.ts";
import { recordFile } from "./record_file.ts";
import type { LoadedFile } from "./loaded_file.ts";
import { readTableColumns } from "./read_table_columns.ts";
import { removeLoads } from "./remove_loads.ts";
import { Standing } from "./standing.ts";
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
  /** Write nothing, and say what the load would do. */
  readonly dryRun?: boolean;
  /** Looks at the private copy of a dry run that has new files, before it is thrown away. */
  readonly onDryRun?: (connection: DuckDBConnection, newFiles: readonly string[]) => Promise<void>;
  /** Most rows of a period may go; the files are then re-issues as well. */
  readonly acceptLoss?: boolean;
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
 * @throws {UserError} as {@linkcode publishWarehouse}; a file that cannot be loaded is no error but an outcome
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
  const keeping = new ArchiveTransaction(archive, options.warehouse);
  let isPublished = false;
  if (isNew || isStale) {
    const extracts = async () => await (await import("../extracts/all_extracts.ts")).allExtracts();
    // One transaction: a commit a file would force each file's rows to disk twice. The copy is private until it is whole.
    const load = (connection: DuckDBConnection) =>
      inTransaction(connection, async () => {
        const loaded = await loadNew(connection, files, await extracts(), options, outcomes);
        const recorded = await recordAll(connection, loaded, options, outcomes);
        if (options.dryRun && recorded.length > 0) {
          await options.onDryRun?.(connection, recorded.map(({ file }) => file.name));
        }
        if (!options.dryRun) await keeping.keep(recorded.map(({ file }) => file));
        return recorded.length > 0;
      });
    try {
      const { clock, dryRun = false } = options;
      isPublished = await publishWarehouse(options.warehouse, { clock, extracts, definitions, isDryRun: dryRun }, load);
    } catch (error) {
      await keeping.undo(await countedNow(options.warehouse));
      throw error;
    }
  } else if (!options.dryRun) await clearAfterKill(options.warehouse);
  if (isPublished || (!options.dryRun && published.exists && !await isListed(archive, options.warehouse, published))) {
    await refreshArchiveList(archive, options.warehouse);
  }
  const mend = options.reissue ? "; the same bytes are never loaded twice: save it anew to make it count again" : "";
  for (const file of files) {
    if (outcomes.has(file.path)) continue;
    if (published.hashes.has(file.sha256) && !options.dryRun) await keeping.keep([file]); // Loaded before there was an archive.
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
        : rejected(file.path, [`Cannot load "${file.name}" because it is a copy of "${twin.name}", which is rejected`]),
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
  { hashes, publications, withdrawals }: {
    readonly hashes: ReadonlySet<string>;
    readonly publications: number;
    readonly withdrawals: number;
  },
): Promise<boolean> {
  if (hashes.size === 0) return true;
  const list = await readArchiveList(archive, warehouse).catch((error) => {
    if (error instanceof UserError) return null; // It is written anew.
    throw error;
  });
  return list !== null && list.publications.length === publications &&
    (list.withdrawals ?? []).length === withdrawals && list.files.length === hashes.size &&
    list.files.every(({ sha256 }) => hashes.has(sha256));
}

const NOTHING = {
  isCurrent: false,
  hashes: new Set<string>(),
  replaced: new Map<string, string[]>(),
  publications: 0,
  withdrawals: 0,
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
  const [counted] = await rows(
    connection,
    `select (select count(*) from ledger.publications)::integer as publications,
       (select count(*) from ledger.withdrawals)::integer as withdrawals`,
  );
  return {
    ...NOTHING,
    exists: true,
    isCurrent: true,
    hashes: await readHashes(connection),
    replaced: await readReplaced(connection),
    publications: counted!.publications as number,
    withdrawals: counted!.withdrawals as number,
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
       select file_sha256, file_name, superseded_by, is_withdrawn, extract || coalesce(strftime(period, ' %Y-%m'), '') as period,
         bool_or(is_current) over (partition by file_sha256) as still_counts
       from load_history
     )
     select file_sha256, file_name, superseded_by, is_withdrawn, string_agg(distinct period, ', ' order by period) as periods
     from replaced where not still_counts and (is_withdrawn or superseded_by is not null)
     group by all order by superseded_by`,
  );
  const reasons = Map.groupBy(found, ({ file_sha256 }) => String(file_sha256));
  return new Map(
    [...reasons].map(([hash, by]) => [
      hash,
      by.map(({ superseded_by, periods, is_withdrawn, file_name }) =>
        is_withdrawn
          ? `withdrawn since for ${periods}: \`deno task withdraw "${file_name}" --undo\` puts it back`
          : `replaced since by "${superseded_by}" for ${periods}`
      ),
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
    loaded.push({
      file,
      result: { ...result, isReissue: result.isReissue || options.reissue === true || options.acceptLoss === true },
    });
    // What a copy with a wrong name was rejected for is of no more interest: its bytes are loaded.
    for (const copy of fresh.get(file.sha256)!) outcomes.delete(copy.path);
  }
  return loaded;
}

/**
 * Takes out the files that contradict each other and writes the others into the ledger, re-issues after what they replace.
 *
 * @returns The files that were written
 */
async function recordAll(
  connection: DuckDBConnection,
  loaded: readonly LoadedFile[],
  options: LoadOptions,
  outcomes: Map<string, LoadOutcome>,
): Promise<readonly LoadedFile[]> {
  const mains = loaded.map(mainPlaces);
  const conflicts = options.reissue === true || options.acceptLoss === true
    ? []
    : findConflicts(loaded.map(({ file, result }, index) => ({
      name: file.name,
      isReissue: result.isReissue,
      periods: result.loads.map(({ sheet, period }) => ({
        extract: sheet.extract,
        place: placeOf(sheet.extract, period),
      }))
        // Events are merged. A period that is not a file's main one is held to what stands, below.
        .filter(({ extract, place }) => result.isReissue || (extract.replaces !== "key" && mains[index]!.has(place)))
        .map(({ place }) => place),
    })));
  const kept: LoadedFile[] = [];
  for (const [index, one] of loaded.entries()) {
    const conflict = conflicts[index] ?? null;
    if (conflict === null) kept.push(one);
    else await refuse(connection, one, conflict, [], outcomes);
  }
  const moment = await momentOf(connection, options.clock());
  const standing = await Standing.read(connection);
  const recorded: LoadedFile[] = [];
  for (const one of inOrder(kept)) {
    const { file, result } = one;
    const plan = await planFile(connection, one, standing, {
      acceptsLoss: options.acceptLoss === true,
      showValues: options.showValues === true,
    });
    if (plan.refusal !== null) {
      await refuse(connection, one, plan.refusal, plan.periods, outcomes);
      continue;
    }
    const loads = await recordFile(connection, one, plan, standing, moment);
    recorded.push(one);
    outcomes.set(file.path, {
      ...outcome(file, loads.some((load) => load.supersedes !== null) ? "superseded" : "loaded"),
      loads,
      plan: plan.periods,
      quarantinedRows: new Set(result.quarantined.map(({ sheet, sourceRow }) => `${sourceRow} ${sheet}`)).size,
      problems: result.problems,
      messages: result.messages,
      notes: result.notes,
    });
  }
  return recorded;
}

/** Of the copies of a file the first with each ending: by its name a file is read as one thing or another. */
function onePerEnding(copies: readonly SourceFile[]): SourceFile[] {
  return copies.filter((file, at) => copies.findIndex((other) => ending(other) === ending(file)) === at);
}

function ending({ name }: SourceFile): string {
  return /\.[^.]*$/.exec(name)?.[0]?.toLowerCase() ?? "";
}

async function refuse(
  connection: DuckDBConnection,
  { file, result }: LoadedFile,
  message: string,
  plan: readonly PeriodPlan[],
  outcomes: Map<string, LoadOutcome>,
): Promise<void> {
  await removeLoads(connection, result.loads);
  outcomes.set(file.path, { ...rejected(file.path, [message]), plan });
}

/**
 * Files that bring what is another one's main period come after it, so that they are held to it in whatever order they
 * were named; re-issues come last.
 */
function inOrder(loaded: readonly LoadedFile[]): LoadedFile[] {
  const others = loaded.filter(({ result }) => !result.isReissue);
  const mains = others.map(mainPlaces);
  const waits = others.map(({ result }, index) =>
    result.loads.some(({ sheet, period }) => {
      const place = placeOf(sheet.extract, period);
      return !mains[index]!.has(place) && mains.some((places) => places.has(place));
    })
  );
  // A chain of such files is in the order of their main periods.
  const latest = (index: number) => [...mains[index]!].sort().at(-1) ?? "";
  const waiting = [...others.keys()].filter((index) => waits[index]).sort((left, right) =>
    latest(left) < latest(right) ? -1 : latest(left) > latest(right) ? 1 : left - right
  );
  return [
    ...others.filter((_, index) => !waits[index]),
    ...waiting.map((index) => others[index]!),
    ...loaded.filter(({ result }) => result.isReissue),
  ];
}

function mainPlaces({ file, result }: LoadedFile): ReadonlySet<string> {
  const byExtract = Map.groupBy(result.loads, ({ sheet }) => sheet.extract);
  return new Set(
    [...byExtract].map(([extract, loads]) => periodName(extract.name, mainPeriod(file.name, sizesOf(loads)))),
  );
}

function placeOf(extract: Extract, period: number | null): string {
  return periodName(extract.name, isoDay(period));
}

function outcome(file: SourceFile, status: LoadOutcome["status"]): LoadOutcome {
  const { path, name } = file;
  return { path, name, status, loads: [], quarantinedRows: 0, problems: [], messages: [], notes: [] };
}

function rejected(path: string, messages: readonly string[]): LoadOutcome {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return { path, name, status: "rejected", loads: [], quarantinedRows: 0, problems: [], messages, notes: [] };
}
