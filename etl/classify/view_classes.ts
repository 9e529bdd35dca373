import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";
import { readLabels } from "./read_labels.ts";
import { highestClass } from "./relation_classes.ts";

/**
 * The class of each view as a whole, as found from its parsed SQL when it was published: what `classifyQuery` says of
 * `select * from` it, for all views at the price of one query.
 *
 * @returns By view name. A name it does not hold is no published view: treat it as Red
 *
 * @example
 * ```ts
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { viewClasses } from "./view_classes.ts";
 * import { strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * strictEqual((await viewClasses(warehouse.connection)).get("csr_variance_summary"), undefined);
 * ```
 */
export async function viewClasses(connection: DuckDBConnection): Promise<Map<string, Classification>> {
  const { tables } = await readLabels(connection);
  const classes = new Map<string, Classification>();
  for (const [name, relation] of tables) {
    if (name.startsWith("main.")) classes.set(name.slice("main.".length), highestClass(relation));
  }
  return classes;
}
