import type { DuckDBConnection } from "@duckdb/node-api";
import { queryHeader } from "../warehouse/query_header.ts";
import { quoteIdentifier, quoteLiteral } from "../db/quote.ts";
import type { PlannedRelation } from "./plan_audience_copy.ts";

/**
 * Comments a table or view of the database in use, and each of its columns, so that any DuckDB client shows what they
 * are: grain, units and source from the query's header, and the class.
 */
export async function addComments(connection: DuckDBConnection, relation: PlannedRelation): Promise<void> {
  const name = `${quoteIdentifier(relation.schema)}.${quoteIdentifier(relation.name)}`;
  const kind = relation.copied === "query" ? "view" : "table";
  await connection.run(`comment on ${kind} ${name} is ${quoteLiteral(about(relation))}`);
  for (const column of relation.columns) {
    const comment = quoteLiteral(`class: ${column.classification}`);
    await connection.run(`comment on column ${name}.${quoteIdentifier(column.name)} is ${comment}`);
  }
}

/** What is known of a relation, a line each. */
export function about({ sql, classification, copied }: PlannedRelation): string {
  const header = sql === null ? null : queryHeader(sql);
  return [
    ["grain", header?.grain],
    ["units", header?.units],
    ["source", header?.source],
    ["class", classification],
    ["release", header?.release],
    ["copied", copied === "answer" ? "the query's answer, as it reads what this copy does not hold" : null],
  ].flatMap(([field, text]) => text ? [`${field}: ${text}`] : []).join("\n");
}
