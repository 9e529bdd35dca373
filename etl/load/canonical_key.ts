import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../contract/extract.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { readTable } from "../db/read_table.ts";

/** The macro that says when two labels are one. */
const LABEL_KEY = new URL("../../queries/macros/label_key.sql", import.meta.url);

/**
 * The SQL expressions that tell rows of an extract apart: the values of its key columns, or the canonical form of a value
 * that has several spellings.
 *
 * @param loads The ids of all loads whose rows are compared
 * @returns One expression per key column, in the order of the contract
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import csr from "../extracts/csr_variance.ts";
 * import { canonicalKey } from "./canonical_key.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * deepStrictEqual(await canonicalKey(connection, csr, [1, 2]), ['"reporting_month"', '"user_id"']);
 * connection.closeSync();
 * ```
 */
export async function canonicalKey(
  connection: DuckDBConnection,
  extract: Extract,
  loads: readonly number[],
): Promise<readonly string[]> {
  const expressions: string[] = [];
  for (const name of extract.key) {
    const column = quoteIdentifier(name);
    const { isLabel = false, form } = extract.columns[name]!;
    if (form === "spaced_reference") expressions.push(`replace(${column}, ' ', '')`);
    else if (isLabel && await haveJoinedLabels(connection, extract, column, loads)) {
      expressions.push(`label_key(${column})`);
    } else expressions.push(column);
  }
  return expressions;
}

/** A million rows have few labels: only where two spellings are one label do the rows have to be asked one by one. */
async function haveJoinedLabels(
  connection: DuckDBConnection,
  extract: Extract,
  column: string,
  loads: readonly number[],
): Promise<boolean> {
  const known = await readTable(
    connection,
    "select 1 from duckdb_functions() where function_name = 'label_key' limit 1",
  );
  // The first load into a warehouse comes before its macros are made.
  if (known.rows.length === 0) await connection.run(await Deno.readTextFile(LABEL_KEY));
  const [[joined]] = (await readTable(
    connection,
    `select count(*) > count(distinct label_key(${column}))
     from (
       select distinct ${column} from extracts.${quoteIdentifier(extract.name)} where load_id in (${loads.join(", ")})
     )`,
  )).rows as [[boolean]];
  return joined;
}
