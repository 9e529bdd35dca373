import { join } from "node:path";

/**
 * How far a killed writer had come, by what it left: in words, for the count of what the kills hit.
 *
 * @param folder Of the warehouse
 * @param isAfter Whether the published warehouse is the new one
 * @param size Of the warehouse published before, in bytes
 */
export async function stageReached(folder: string, isAfter: boolean, size: number): Promise<string> {
  const sizeOf = async (path: string) => (await Deno.stat(join(folder, path)).catch(() => null))?.size ?? null;
  const copy = await sizeOf("warehouse.duckdb.next");
  const isLocked = await sizeOf("warehouse.duckdb.lock") !== null;
  if (isAfter) {
    const [warehouse, list] = await Promise.all(
      ["warehouse.duckdb", "archive/warehouse.duckdb.json"].map((path) => Deno.stat(join(folder, path))),
    );
    if (isLocked) return "7 renamed, the lock still held";
    if (list!.mtime! < warehouse!.mtime!) return "8 published, the archive's list not yet";
  } else if (copy !== null) {
    if (await sizeOf("warehouse.duckdb.next.wal") !== null) return "4 committed to the copy's log";
    if (copy < size) return "2 copying the warehouse";
    return copy === size ? "3 reading files into the copy" : "5 copy written, not renamed";
  } else if (isLocked) return "1 lock taken";
  const beside = await Array.fromAsync(Deno.readDir(join(folder, "out", "2019-07"))).catch(() => []);
  if (beside.some(({ name }) => /\.(writing|replaced)$/.test(name))) return "9 replacing the annex's folder";
  return isAfter ? "9 published, the rest of its work going on" : "0 nothing written";
}
