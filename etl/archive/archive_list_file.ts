import { basename, join } from "node:path";
import { replaceFiles } from "../files/replace_files.ts";
import { parseArchiveList } from "./parse_archive_list.ts";
import type { ArchiveList } from "./archive_list.ts";

/**
 * Writes beside the kept files what a warehouse was made from, whole or not at all, so that it can be made again also
 * when nothing of it is left. For the writer that holds the warehouse's lock.
 *
 * @param warehouse Its file; the list has its name, as warehouses can share an archive
 *
 * @example
 * ```ts
 * import { readArchiveList, writeArchiveList } from "./archive_list_file.ts";
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
