import {
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { Value } from "../annex/table_set.ts";

/** The answer to a query: its columns in order (also when no row came back) and its rows in order. */
export interface Table {
  /** `type` is DuckDB's name: `DATE`, `BIGINT`, `VARCHAR`. A name that stands twice gets a suffix: `n`, `n_1`. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Value[])[];
}

/**
 * Runs one SQL statement and reads its whole answer: the only place where DuckDB values become plain ones.
 *
 * | DuckDB | here |
 * | --- | --- |
 * | BIGINT, HUGEINT | number when it is a safe integer, else its digits as text |
 * | DECIMAL, DOUBLE | number |
 * | DATE | `yyyy-mm-dd` |
 * | TIMESTAMP | `yyyy-mm-ddThh:mm:ss`, with a fraction when there is one, without a zone |
 * | BOOLEAN, VARCHAR, NULL | boolean, string, null |
 * | anything else | DuckDB's text for it |
 *
 * @param parameters Bound to `$1`, `$2` … in order, never glued into the text
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { readTable } from "./read_table.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * const table = await readTable(connection, "select date '2019-07-01' as month, $1 as users", [15]);
 * deepStrictEqual(table.rows, [["2019-07-01", 15]]);
 * connection.closeSync();
 * ```
 */
export async function readTable(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly Value[] = [],
): Promise<Table> {
  const reader = await connection.runAndReadAll(sql, parameters.length > 0 ? [...parameters] : undefined);
  const types = reader.columnTypes();
  return {
    columns: reader.deduplicatedColumnNames().map((name, index) => ({ name, type: String(types[index]) })),
    rows: reader.getRows().map((row) => row.map(plain)),
  };
}

function plain(value: DuckDBValue): Value {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBDateValue) return value.toString();
  if (
    value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampSecondsValue ||
    value instanceof DuckDBTimestampMillisecondsValue || value instanceof DuckDBTimestampNanosecondsValue ||
    value instanceof DuckDBTimestampTZValue
  ) {
    return value.toString().replace(" ", "T").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  }
  return value.toString();
}
