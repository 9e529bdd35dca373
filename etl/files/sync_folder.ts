/**
 * Forces the names in a folder to disk, so that a file renamed into it is there after a power cut.
 *
 * What cannot be forced is not told: the file is in its place, and some file systems have no such call.
 *
 * @example
 * ```ts
 * import { syncFolder } from "./sync_folder.ts";
 * await syncFolder("etl");
 * ```
 */
export async function syncFolder(folder: string): Promise<void> {
  if (Deno.build.os === "windows") return; // which cannot open one
  try {
    using opened = await Deno.open(folder);
    await opened.sync();
  } catch {
    // As said above.
  }
}
