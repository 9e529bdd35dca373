import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../../etl/contract/extract.ts";
import type { Definition } from "../../etl/warehouse/definitions.ts";
import { openPrivate, type Warehouse } from "../../etl/db/open_warehouse.ts";
import { prepareWarehouse } from "../../etl/warehouse/prepare_warehouse.ts";

/** An extract with a White, an Amber and a Red column, and none of the real ones' rules. */
export const TRIPS: Extract = {
  name: "trips",
  title: "Trips",
  source: "made up",
  classification: "red",
  isClassificationVerified: true,
  hint: /trips/,
  key: ["month", "driver"],
  period: { column: "month", unit: "month" },
  columns: {
    month: { kind: "month", header: "Month", classification: "white", description: "When" },
    region: { kind: "text", header: "Region", classification: "white", description: "Where" },
    volume: { kind: "count", header: "Volume", classification: "amber", description: "How much" },
    driver: { kind: "text", header: "Driver", classification: "red", description: "Who" },
  },
};

/** An extract whose every column is White. */
export const ROADS: Extract = {
  ...TRIPS,
  name: "roads",
  classification: "white",
  key: ["region"],
  period: null,
  columns: {
    region: { kind: "text", header: "Region", classification: "white", description: "Where" },
    length: { kind: "count", header: "Length", classification: "white", description: "How long" },
  },
};

/** A query, macro or reference file that exists only in a test. */
export function definition(kind: Definition["kind"], name: string, text: string): Definition {
  const place = kind === "macro" ? `queries/macros/${name}.sql` : `queries/${name}.sql`;
  return { kind, name, text, place, path: `/nowhere/${place}`, sha256: String(text.length) };
}

/** A warehouse in memory with both extracts and some queries by name. */
export async function warehouseWith(
  queries: Readonly<Record<string, string>>,
  macros: Readonly<Record<string, string>> = {},
): Promise<Warehouse> {
  const warehouse = await openPrivate(":memory:");
  await prepare(warehouse.connection, queries, macros);
  return warehouse;
}

/** Brings a database up to date with both extracts and some queries by name. */
export async function prepare(
  connection: DuckDBConnection,
  queries: Readonly<Record<string, string>>,
  macros: Readonly<Record<string, string>> = {},
): Promise<void> {
  await prepareWarehouse(connection, [TRIPS, ROADS], [
    ...Object.entries(macros).map(([name, text]) => definition("macro", name, text)),
    ...Object.entries(queries).map(([name, text]) => definition("query", name, text)),
  ]);
}
