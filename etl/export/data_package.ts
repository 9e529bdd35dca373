import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import { queryHeader } from "../warehouse/query_header.ts";
import type { AudienceWarehouse } from "./audience_warehouse.ts";
import { about } from "./add_comments.ts";
import type { PlannedRelation } from "./plan_audience_copy.ts";
import { PARTITION } from "./write_parquet.ts";

/** A table or view as it was written. */
export interface WrittenRelation {
  readonly relation: PlannedRelation;
  /** DuckDB's type of each column, in order. */
  readonly types: readonly string[];
  /** Below the package's folder, with "/". */
  readonly paths: readonly string[];
  /** The column its partitions are by; null where it has none. */
  readonly month: string | null;
}

/** Table Schema's type for DuckDB's; `any` for the rest. */
const TYPES: Readonly<Record<string, string>> = {
  BIGINT: "integer",
  BOOLEAN: "boolean",
  DATE: "date",
  DOUBLE: "number",
  INTEGER: "integer",
  TIMESTAMP: "datetime",
  VARCHAR: "string",
};

/**
 * The `datapackage.json` of an export: a Frictionless Data Package (version 2) with a resource a table or view, each with
 * its files, columns, key, grain, units, source and class.
 *
 * @example
 * ```ts
 * import { dataPackage } from "./data_package.ts";
 * import { strictEqual } from "node:assert/strict";
 * const copy = { audience: "white", isSynthetic: false, relations: [], withheld: [] } as const;
 * strictEqual(dataPackage(copy, []).name, "annexa-white");
 * ```
 */
export function dataPackage(copy: AudienceWarehouse, written: readonly WrittenRelation[]): Record<string, unknown> {
  const { label, statement } = MARKINGS[copy.audience];
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: `annexa-${copy.audience}`,
    title: `Annexa: DCC reports to the SEC Panel (${label})`,
    description: copy.isSynthetic ? `${statement}\n${SYNTHETIC_NOTICE}` : statement,
    classification: copy.audience,
    resources: written.map(resource),
  };
}

function resource({ relation, types, paths, month }: WrittenRelation): Record<string, unknown> {
  const header = relation.sql === null ? null : queryHeader(relation.sql);
  const key = header === null || header.key[0] === "none" ? [] : header.key;
  return {
    name: `${relation.schema}.${relation.name}`.replace(/^main\./, ""),
    type: "table",
    path: paths.length === 1 ? paths[0] : paths,
    format: "parquet",
    mediatype: "application/vnd.apache.parquet",
    description: about(relation),
    classification: relation.classification,
    ...(month === null ? {} : { partitioning: { style: "hive", column: PARTITION, of: month } }),
    schema: {
      fields: relation.columns.map(({ name, classification }, index) => ({
        name,
        type: TYPES[types[index]!] ?? "any",
        classification,
      })),
      ...(key.length > 0 ? { primaryKey: key } : {}),
    },
  };
}
