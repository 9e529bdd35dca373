import type { DuckDBConnection } from "@duckdb/node-api";
import { mayShow } from "../classification.ts";
import type { Extract } from "../contract/extract.ts";
import { oneLine } from "../contract/one_line.ts";
import { quoteIdentifier } from "../warehouse/quote.ts";
import { readTable } from "../warehouse/read_table.ts";

/** Rows of the file that counted which the one that replaces it does not have. */
export interface LostRows {
  readonly count: number;
  /** The keys of the first, each in a few words; none where the class of the keys is above Green. */
  readonly keys: readonly string[];
}

/** Keys named; the rest is counted. */
const LISTED = 5;

/**
 * Finds the rows of earlier loads whose key no row of later ones has.
 *
 * @param earlier The ids of the loads that are replaced
 * @param later The ids of the loads that replace them
 * @returns Null when every key is there
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { createExtractTables } from "../warehouse/extract_table.ts";
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../warehouse/open_warehouse.ts";
 * import { findLostRows } from "./find_lost_rows.ts";
 * import { strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * await createExtractTables(warehouse.connection, [csr]);
 * strictEqual(await findLostRows(warehouse.connection, csr, [1], [2]), null);
 * ```
 */
export async function findLostRows(
  connection: DuckDBConnection,
  extract: Extract,
  earlier: readonly number[],
  later: readonly number[],
): Promise<LostRows | null> {
  const key = extract.key.map(quoteIdentifier).join(", ");
  const keysOf = (loads: readonly number[]) =>
    `select ${key} from extracts.${quoteIdentifier(extract.name)} where load_id in (${loads.join(", ")})`;
  const { rows } = await readTable(
    connection,
    `with lost as (${keysOf(earlier)} except ${keysOf(later)})
     select (select count(*) from lost), lost.* from lost order by all limit ${LISTED}`,
  );
  if (rows.length === 0) return null;
  const isShown = extract.key.every((name) =>
    mayShow(extract.columns[name]!.classification ?? extract.classification, "green")
  );
  const keys = isShown ? rows.map(([, ...values]) => oneLine(values.map((value) => value ?? "").join(" "))) : [];
  return { count: Number(rows[0]![0]), keys };
}

/**
 * The lost rows in words, as part of a sentence.
 *
 * @example
 * ```ts
 * import { describeLostRows } from "./find_lost_rows.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(
 *   describeLostRows({ count: 7, keys: ["5 2019-07-01", "6 2019-07-01"] }),
 *   "7 rows (5 2019-07-01, 6 2019-07-01 and 5 more)",
 * );
 * strictEqual(describeLostRows({ count: 1, keys: [] }), "1 row");
 * ```
 */
export function describeLostRows({ count, keys }: LostRows): string {
  const rows = `${count} ${count === 1 ? "row" : "rows"}`;
  if (keys.length === 0) return rows;
  const rest = count - keys.length;
  return `${rows} (${keys.join(", ")}${rest > 0 ? ` and ${rest} more` : ""})`;
}
