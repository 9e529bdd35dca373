import type { DuckDBConnection } from "@duckdb/node-api";
import { highest } from "../base/classification.ts";
import type { Extract, Problem } from "../contract/extract.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { readTable } from "../db/read_table.ts";
import { canonicalKey } from "./canonical_key.ts";
import type { Load } from "./row_writer.ts";

/** Rows listed for one extract; the rest is counted. */
const LISTED = 20;

/** A row whose key another row of its file has, too. */
export interface Duplicate {
  readonly load: Load;
  readonly sourceRow: number;
  /** False on the first row of that key. */
  readonly isRepeat: boolean;
  readonly problem: Problem;
}

/**
 * Finds the rows of a file that share a key with another row of it, on the same sheet or another.
 *
 * @param loads The file's loads of this extract, whose rows are in its table
 * @returns All rows of every such key, in order
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { createExtractTables } from "../warehouse/extract_table.ts";
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { findDuplicates } from "./find_duplicates.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * await createExtractTables(warehouse.connection, [csr]);
 * const sheet = { sheet: "CSR", extract: csr, headerRow: 1, columns: [], ignoredHeaders: [], titleLines: [] };
 * deepStrictEqual(await findDuplicates(warehouse.connection, csr, [{ loadId: 1, sheet, period: 0, rowCount: 0 }]), []);
 * ```
 */
export async function findDuplicates(
  connection: DuckDBConnection,
  extract: Extract,
  loads: readonly Load[],
): Promise<readonly Duplicate[]> {
  const table = `extracts.${quoteIdentifier(extract.name)}`;
  const ids = loads.map((load) => load.loadId);
  const range = [Math.min(...ids), Math.max(...ids)];
  const key = (await canonicalKey(connection, extract, ids)).join(", ");
  // Rows with one key have one hash. Hashes of a million rows take a fifth of the room of their keys, and almost never
  // meet by chance; where any two meet, the keys themselves are compared.
  const [[count]] = (await readTable(
    connection,
    `select count(*) - count(distinct hash(${key})) from ${table} where load_id between $1 and $2`,
    range,
  )).rows as [[number]];
  if (count === 0) return [];
  const repeated = await readTable(
    connection,
    `select load_id, source_row, row_number() over same_key > 1 as is_repeat,
       case when is_repeat then first_value(load_id) over same_key else lead(load_id) over same_key end as other_load_id,
       case when is_repeat then first_value(source_row) over same_key else lead(source_row) over same_key end as other_row
     from ${table} where load_id between $1 and $2
     window same_key as (partition by ${key} order by load_id, source_row)
     qualify count(*) over (partition by ${key}) > 1
     order by load_id, source_row`,
    range,
  );
  const byId = new Map(loads.map((load) => [load.loadId, load]));
  return (repeated.rows as [number, number, boolean, number, number][]).map(
    ([loadId, sourceRow, isRepeat, otherLoadId, otherRow]) => {
      const load = byId.get(loadId)!;
      return {
        load,
        sourceRow,
        isRepeat,
        problem: describe(extract, load, sourceRow, byId.get(otherLoadId)!, otherRow),
      };
    },
  );
}

/**
 * The problems of duplicate rows, the first twenty one by one and the others as a count.
 *
 * @example
 * ```ts
 * import { listDuplicates } from "./find_duplicates.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(listDuplicates([]), []);
 * ```
 */
export function listDuplicates(duplicates: readonly Duplicate[]): Problem[] {
  const problems = duplicates.filter((duplicate) => duplicate.isRepeat).map((duplicate) => duplicate.problem);
  const unlisted = problems.length - LISTED;
  if (unlisted <= 0) return problems;
  const rest = { ...problems[LISTED]!, cell: null, row: null, rule: "must not share its key with another row" };
  return [...problems.slice(0, LISTED), { ...rest, cells: unlisted }];
}

function describe(extract: Extract, load: Load, row: number, other: Load, otherRow: number): Problem {
  const headers = extract.key.map((name) =>
    load.sheet.columns.find((column) => column.name === name)?.header ?? extract.columns[name]!.header
  );
  // The period stands in every row: what tells rows apart is the last column of the key.
  const column = load.sheet.columns.find((one) => one.name === extract.key.at(-1));
  const place = other.sheet === load.sheet ? `row ${otherRow}` : `row ${otherRow} of sheet "${other.sheet.sheet}"`;
  return {
    sheet: load.sheet.sheet,
    scope: "row",
    cell: column === undefined ? null : `${column.letters}${row}`,
    row,
    column: column?.name ?? null,
    header: column?.header ?? null,
    rule: `must not share its ${headers.join(", ").replace(/, ([^,]*)$/, " and $1")} with ${place}`,
    value: null,
    suggestion: "remove or correct one of the two rows",
    classification: highest(extract.key.map((name) => extract.columns[name]!.classification)),
    cells: 1,
  };
}
