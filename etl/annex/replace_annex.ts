import type { AnnexFiles } from "./annex_files.ts";
import { COMPANIONS } from "./companions.ts";
import { replaceFolder } from "../files/replace_folder.ts";

/** What an annex folder holds, and so what the next annex may replace; the month's notebooks may stand beside it. */
const OURS = new RegExp(
  `^annex-a\\.(md|html|docx|xlsx|json)$|^(${COMPANIONS.join("|")})\\.(md|html|docx)$|` +
    "^(manifest\\.json|\\.manifest\\.json\\.part)$|^tables/(\\w+\\.csv|marking\\.txt)$|^charts/\\w+\\.(svg|png)$",
);
const NOTEBOOKS = /^notebooks\//;

/**
 * Puts an annex in its folder, whole or not at all.
 *
 * @param folder Made when it is not there; what an earlier annex wrote in it goes, its `notebooks/` stay
 * @param complete Adds its manifest, as {@linkcode replaceFolder} takes it
 * @throws {UserError} exit 2, when the folder holds something no annex wrote; else as {@linkcode replaceFolder} does
 *
 * @example
 * ```ts ignore
 * await replaceAnnex("out/2019-07/white", await annexFiles(set));
 * ```
 */
export async function replaceAnnex(
  folder: string,
  files: AnnexFiles,
  complete?: (incoming: string, swap: () => void) => Promise<void>,
): Promise<void> {
  const fateOf = (path: string) => OURS.test(path) ? "replaced" : NOTEBOOKS.test(path) ? "kept" : "foreign";
  await replaceFolder(folder, files, fateOf, complete);
}
