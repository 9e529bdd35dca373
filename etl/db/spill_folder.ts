import { removeIfThere } from "../files/remove_if_there.ts";
import { onExit } from "../files/on_exit.ts";

/** A folder for what a query cannot keep in memory. DuckDB makes it and removes it. */
export interface SpillFolder extends Disposable {
  readonly path: string;
}

/**
 * A spill folder for one reader of a warehouse: its own, as two in one folder write over each other, also where processes of
 * two containers have one number; beside the warehouse, as its rows may be Red. Ctrl-C removes it, and what a killed reader
 * left is cleared by the first publish a day later.
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

/** What the name of a spill folder has after the warehouse's. */
export const SPILL = ".tmp-";
