import { annexFiles } from "./annex_files.ts";
import type { Companions } from "./companions.ts";
import { replaceAnnex } from "./replace_annex.ts";
import type { TableSet } from "../tables/table_set.ts";

/**
 * Writes an annex in every format, without a manifest: what {@linkcode annexFiles} says, where {@linkcode replaceAnnex}
 * puts it.
 *
 * @param folder Made when it is not there
 * @param companions The covering paper, the OPSG's headlines and the commentary, for the same audience
 * @returns The paths written, as seen from `folder`, sorted
 * @throws {UserError} As these two do
 *
 * @example
 * ```ts ignore
 * await writeAnnex(set, "out/2019-07/white");
 * ```
 */
export async function writeAnnex(set: TableSet, folder: string, companions: Companions = {}): Promise<string[]> {
  const files = await annexFiles(set, companions);
  await replaceAnnex(folder, files);
  return [...files.keys()].sort();
}
