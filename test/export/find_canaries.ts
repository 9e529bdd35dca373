import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { quoteIdentifier } from "../../etl/db/quote.ts";
import { readTable } from "../../etl/db/read_table.ts";
import { rows } from "../../etl/db/rows.ts";
import type { Canary } from "./canary_warehouse.ts";

/** Which canaries stand anywhere in some bytes: as text, or as the eight bytes DuckDB and Parquet keep a BIGINT in. */
export function findInBytes(bytes: Uint8Array, canaries: readonly Canary[]): string[] {
  const content = latin1(bytes);
  return canaries.filter(({ kind, value }) =>
    kind !== "date" && (content.includes(value) || (kind === "count" && content.includes(littleEndian(value))))
  ).map(({ place, value }) => `${place} ${value}`);
}

/**
 * Which canaries any value of any column of any table is, reading a warehouse by its own engine. Views hold nothing, but
 * their text can: it is read too, with every comment.
 */
export async function findByReading(path: string, canaries: readonly Canary[]): Promise<string[]> {
  using warehouse = await openReadOnly(path);
  const { connection } = warehouse;
  const relations = await rows(
    connection,
    "select schema_name as schema, table_name as name from duckdb_tables()",
  );
  let content = JSON.stringify(await rows(connection, "select * from duckdb_views() where not internal")) +
    JSON.stringify(await rows(connection, "select * from duckdb_columns() where not internal"));
  for (const { schema, name } of relations) {
    const relation = `${quoteIdentifier(String(schema))}.${quoteIdentifier(String(name))}`;
    content += JSON.stringify(await readTable(connection, `select * from ${relation}`));
  }
  return canaries.filter(({ value }) => content.includes(value)).map(({ place, value }) => `${place} ${value}`);
}

function littleEndian(digits: string): string {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(digits), true);
  return latin1(bytes);
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
