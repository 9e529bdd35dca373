import { dirname, join } from "node:path";

/**
 * The archive of a warehouse, unless told otherwise: the folder `archive` beside its file.
 *
 * @example
 * ```ts
 * import { archiveBeside } from "./archive_beside.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(archiveBeside("data/warehouse.duckdb"), "data/archive");
 * ```
 */
export function archiveBeside(warehouse: string): string {
  return join(dirname(warehouse), "archive");
}
