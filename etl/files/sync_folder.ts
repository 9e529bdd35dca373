/**
 * Forces the names in a folder to disk, so that a renamed file survives a power cut.
 *
 * A failure is ignored, because the file is in its place and some file systems have no such call.
 *
 * @example
 * ```ts
 * import { syncFolder } from "./sync_folder.ts";
 * await syncFolder("etl");
 * ```
 */
export async function syncFolder(folder: string): Promise<void> {
  if (Deno.build.os === "windows") return; // Windows cannot open a folder.
  try {
    using opened = await Deno.open(folder);
    await opened.sync();
  } catch {
    // Some file systems have no such call.
  }
}
