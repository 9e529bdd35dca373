import { removeIfThere } from "../files/remove_if_there.ts";
import { onExit } from "../files/on_exit.ts";

/** A folder for query data that exceeds memory. DuckDB creates and removes it. */
export interface SpillFolder extends Disposable {
  readonly path: string;
}

/**
 * Names a spill folder for one reader of a warehouse. Each reader needs its own folder, because two would overwrite
 * each other. The name is random, because processes in two containers may share a process number. The folder is next to
 * the warehouse, because its rows may be Red. Ctrl-C removes it. The first publish a day later clears what a killed
 * reader left.
 *
 * @param warehouse The warehouse file
 * @returns Dispose of it when the database that spills into it is closed
 *
 * @example
 * ```ts
 * import { spillFolder } from "./spill_folder.ts";
 * import { match } from "node:assert/strict";
 * using folder = spillFolder("data/warehouse.duckdb");
 * match(folder.path, /^data.warehouse\.duckdb\.tmp-[0-9a-f]{8}$/);
 * ```
 */
export function spillFolder(warehouse: string): SpillFolder {
  const path = `${warehouse}${SPILL}${crypto.randomUUID().slice(0, 8)}`;
  const ending = onExit(() => removeIfThere(path));
  return { path, [Symbol.dispose]: () => ending[Symbol.dispose]() };
}

/** The part of a spill folder's name between the warehouse's name and the random digits. */
export const SPILL = ".tmp-";
