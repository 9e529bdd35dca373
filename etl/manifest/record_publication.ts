import { type DuckDBConnection, DuckDBDateValue, DuckDBTimestampValue } from "@duckdb/node-api";
import { createHash } from "node:crypto";
import type { Value } from "../db/value.ts";
import { rows } from "../db/rows.ts";
import type { Manifest } from "./manifest.ts";

/**
 * Writes a publication into the ledger, in the running transaction: the annex as its manifest has it.
 *
 * @param bytes The manifest's bytes, by whose hash the archive keeps it
 * @returns Its id
 *
 * @example
 * ```ts ignore
 * await recordPublication(connection, manifest, bytes, new Date("2019-09-02T09:00:00Z"));
 * ```
 */
export async function recordPublication(
  connection: DuckDBConnection,
  manifest: Manifest,
  bytes: Uint8Array,
  publishedAt: Date,
): Promise<number> {
  const [next] = await rows(
    connection,
    "select coalesce(max(publication_id), 0) + 1 as publication_id from ledger.publications",
  );
  const id = next!.publication_id as number;
  await connection.run("insert into ledger.publications values ($1, $2, $3, $4, $5, $6, $7, $8)", [
    id,
    day(manifest.month),
    manifest.audience,
    manifest.as_of === null ? null : day(manifest.as_of),
    manifest.last_file_id,
    new DuckDBTimestampValue(BigInt(publishedAt.getTime()) * 1000n),
    createHash("sha256").update(bytes).digest("hex"),
    BigInt(bytes.length),
  ]);
  const loads = manifest.files.flatMap(({ file_id, load_ids }) => load_ids.map((load) => [load, file_id]));
  await append(connection, id, "publication_loads", loads);
  const definitions = manifest.definitions.map(({ kind, name, sha256 }) => [kind, name, sha256]);
  await append(connection, id, "publication_definitions", definitions);
  const outputs = [...manifest.outputs, ...manifest.notebooks].map((
    { path, sha256, byte_size },
  ) => [path, sha256, BigInt(byte_size)]);
  await append(connection, id, "publication_outputs", outputs);
  const figures = manifest.figures.flatMap(({ table, key, values }) =>
    Object.entries(values).map(([column, value]) => [table, JSON.stringify(key), column, figureText(value)])
  );
  await append(connection, id, "published_figures", figures);
  return id;
}

/** A figure as the ledger holds it: text, null where it was blank. */
export function figureText(value: Value): string | null {
  return value === null ? null : String(value);
}

async function append(
  connection: DuckDBConnection,
  id: number,
  table: string,
  lines: readonly (readonly (string | number | bigint | null)[])[],
): Promise<void> {
  const appender = await connection.createAppender(table, "ledger");
  for (const line of lines) {
    appender.appendInteger(id);
    for (const cell of line) {
      if (cell === null) appender.appendNull();
      else if (typeof cell === "bigint") appender.appendBigInt(cell);
      else if (typeof cell === "number") appender.appendInteger(cell);
      else appender.appendVarchar(cell);
    }
    appender.endRow();
  }
  appender.closeSync();
}

function day(text: string): DuckDBDateValue {
  return new DuckDBDateValue(Date.parse(`${text}T00:00:00Z`) / 86_400_000);
}
