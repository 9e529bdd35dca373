import type { DuckDBConnection } from "@duckdb/node-api";
import { mayShow } from "../base/classification.ts";
import type { Extract } from "../contract/extract.ts";
import { oneLine } from "../text/one_line.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { readTable } from "../db/read_table.ts";

/** Keys named; the rest is counted. */
const LISTED = 5;

/**
 * Names the first rows of some loads whose key no row of other loads has.
 *
 * @param standing The ids of the loads that stand
 * @param brought The ids of the loads that would replace them
 * @returns Each key in a few words, at most five; none where the class of the keys is above Green
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { createExtractTables } from "../warehouse/extract_table.ts";
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { lostKeys } from "./lost_keys.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * await createExtractTables(warehouse.connection, [csr]);
 * deepStrictEqual(await lostKeys(warehouse.connection, csr, [1], [2]), []);
 * ```
 */
export async function lostKeys(
  connection: DuckDBConnection,
  extract: Extract,
  standing: readonly number[],
  brought: readonly number[],
): Promise<readonly string[]> {
  const isShown = extract.key.every((name) =>
    mayShow(extract.columns[name]!.classification ?? extract.classification, "green")
  );
  if (!isShown) return [];
  const key = extract.key.map(quoteIdentifier).join(", ");
  const keysOf = (loads: readonly number[]) =>
    `select ${key} from extracts.${quoteIdentifier(extract.name)} where load_id in (${loads.join(", ")})`;
  const { rows } = await readTable(
    connection,
    `(${keysOf(standing)}) except (${keysOf(brought)}) order by all limit ${LISTED}`,
  );
  return rows.map((values) => oneLine(values.map((value) => value ?? "").join(" ")));
}
