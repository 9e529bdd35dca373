import { basename, join } from "node:path";
import { replaceFiles } from "../replace_files.ts";
import { parseArchiveList } from "./parse_archive_list.ts";

/** What must be known of a loaded file beside its bytes, so that it can be loaded again the same way. */
export interface ArchivedLoad {
  readonly file_id: number;
  readonly file_name: string;
  readonly sha256: string;
  readonly byte_size: number;
  /** ISO, without a zone: UTC. */
  readonly loaded_at: string;
  readonly is_reissue: boolean;
  /** Whether bad rows of it were set aside instead of rejecting it. */
  readonly is_quarantined: boolean;
  /** Files can be read in another order than the one in which they count: the ids of loads follow the reading. */
  readonly first_load_id: number;
}

/** A publication whose manifest an archive keeps. */
export interface ArchivedPublication {
  readonly publication_id: number;
  /** ISO, without a zone: UTC. */
  readonly published_at: string;
  readonly manifest_sha256: string;
  readonly byte_size: number;
}

/** A load that was withdrawn, or put back. */
export interface ArchivedWithdrawal {
  /** Its place in the one order of files and withdrawals. */
  readonly change_id: number;
  readonly file_id: number;
  readonly extract: string;
  readonly sheet: string;
  /** The first day of the month or quarter, `yyyy-mm-dd`; null where a file is the whole list. */
  readonly period: string | null;
  /** ISO, without a zone: UTC. */
  readonly changed_at: string;
  readonly is_undone: boolean;
  readonly why: string;
}

/** What a warehouse was made from, in order: with the files it names, all that is needed to make it again. */
export interface ArchiveList {
  readonly files: readonly ArchivedLoad[];
  readonly publications: readonly ArchivedPublication[];
  /** In their order; missing in the list of an earlier Annexa. */
  readonly withdrawals?: readonly ArchivedWithdrawal[];
  /** What is kept and no warehouse counts, by path below the archive: a writer was killed before it published. */
  readonly not_counted?: readonly string[];
}

/**
 * Writes beside the kept files what a warehouse was made from, whole or not at all, so that it can be made again also
 * when nothing of it is left. For the writer that holds the warehouse's lock.
 *
 * @param warehouse Its file; the list has its name, as warehouses can share an archive
 *
 * @example
 * ```ts
 * import { readArchiveList, writeArchiveList } from "./archive_list.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const archive = await Deno.makeTempDir();
 * await writeArchiveList(archive, "data/warehouse.duckdb", { files: [], publications: [] });
 * deepStrictEqual(await readArchiveList(archive, "data/warehouse.duckdb"), {
 *   files: [],
 *   publications: [],
 *   withdrawals: [],
 *   not_counted: [],
 * });
 * deepStrictEqual(await readArchiveList(archive, "data/demo.duckdb"), null);
 * await Deno.remove(archive, { recursive: true });
 * ```
 */
export async function writeArchiveList(archive: string, warehouse: string, list: ArchiveList): Promise<void> {
  const lines = (entries: readonly unknown[]) =>
    `[${entries.map((one) => `\n    ${JSON.stringify(one)}`).join(",")}\n  ]`;
  const text = `{\n  "files": ${lines(list.files)},\n  "publications": ${lines(list.publications)},\n` +
    `  "withdrawals": ${lines(list.withdrawals ?? [])},\n  "not_counted": ${lines(list.not_counted ?? [])}\n}\n`;
  await replaceFiles(new Map([[listPath(archive, warehouse), text]]));
}

/**
 * @returns Null when there is none
 * @throws {UserError} exit 1, when the file was edited or cut so that it is no list any more
 */
export async function readArchiveList(archive: string, warehouse: string): Promise<ArchiveList | null> {
  const path = listPath(archive, warehouse);
  try {
    return parseArchiveList(await Deno.readTextFile(path), path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function listPath(archive: string, warehouse: string): string {
  return join(archive, `${basename(warehouse)}.json`);
}
