import type { DuckDBConnection } from "@duckdb/node-api";
import { join } from "node:path";
import { commentaryText } from "../commentary/commentary_text.ts";
import type { CommentaryFile } from "../commentary/read_commentary.ts";
import { readInputs } from "./read_inputs.ts";
import { hashFile } from "../files/hash_file.ts";
import { MANIFEST } from "./manifest.ts";
import { readManifest } from "./read_manifest.ts";
import { UserError } from "../base/user_error.ts";

/**
 * Whether an annex stands as it would be made now: from the same files, by the same definitions and program, every output
 * as it was written.
 *
 * @param folder The annex's
 * @param hasNotebooks Whether it is to have its notebooks
 * @param commentary The month's, as it stands; null for none
 *
 * @example
 * ```ts ignore
 * await isUpToDate(warehouse.connection, "out/2019-07/white", null, true);
 * ```
 */
export async function isUpToDate(
  connection: DuckDBConnection,
  folder: string,
  commentary: CommentaryFile | null,
  hasNotebooks: boolean,
): Promise<boolean> {
  let manifest;
  try {
    manifest = await readManifest(join(folder, MANIFEST));
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
  const text = commentaryText(commentary, manifest.audience, manifest.is_synthetic);
  if (text !== manifest.commentary) return false;
  const { as_of, last_file_id, program_sha256, definitions, files } = manifest;
  const before = JSON.stringify({ as_of, last_file_id, program_sha256, definitions, files });
  if (JSON.stringify(await readInputs(connection, null)) !== before) return false;
  if (hasNotebooks && manifest.notebooks.length === 0) return false;
  const outputs = [...manifest.outputs, ...manifest.notebooks];
  const found = await Promise.all(outputs.map(({ path }) => hashFile(folder, path)));
  return found.every((output, index) => output?.sha256 === outputs[index]!.sha256);
}
