import { openReadOnly } from "../db/open_warehouse.ts";
import { rows } from "../db/rows.ts";

/**
 * The number of the newest file or withdrawal a warehouse knows: what several readers take, so that a load that ends meanwhile is in none
 * of their answers; 0 when nothing is loaded.
 *
 * @param path The warehouse file
 * @param asOf Known at the end of that day, `yyyy-mm-dd`; null: now
 * @throws {UserError} as {@linkcode openReadOnly} does
 *
 * @example
 * ```ts
 * import { newestFile } from "./newest_file.ts";
 * import { rejects } from "node:assert/strict";
 * await rejects(() => newestFile("no/such.duckdb", null), { exitCode: 2 });
 * ```
 */
export async function newestFile(path: string, asOf: string | null): Promise<number> {
  using warehouse = await openReadOnly(path, { asOf });
  const [known] = await rows(
    warehouse.connection,
    `select greatest((select coalesce(max(file_id), 0) from known_files),
       (select coalesce(max(change_id), 0) from known_withdrawals)) as file_id`,
  );
  return known!.file_id as number;
}
