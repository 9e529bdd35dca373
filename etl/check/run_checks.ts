import type { DuckDBConnection } from "@duckdb/node-api";
import type { Value } from "../warehouse/value.ts";
import type { Classification } from "../classification.ts";
import { queryHeader } from "../warehouse/query_header.ts";
import { quoteIdentifier } from "../warehouse/quote.ts";
import { rows } from "../warehouse/rows.ts";
import { viewClasses } from "../warehouse/view_classes.ts";
import { viewColumns } from "../warehouse/view_columns.ts";

/** How one check ended. */
export interface CheckResult {
  readonly name: string;
  /** What the check asks and what to do when it fails: the text on top of its query. */
  readonly about: string;
  readonly severity: "error" | "warning";
  /** The class of the failing rows' values. */
  readonly classification: Classification;
  /** The rows it returned: none when it holds. `source` says file, sheet and row where the check gives a load. */
  readonly failures: readonly (Readonly<Record<string, Value>> & { readonly source?: string })[];
}

/**
 * Runs every query of `queries/checks`: each must return no rows.
 *
 * @param month The first of a month: checks with a `reporting_month` look at it alone. null: every month
 * @param annexMonth The annex month that checks with an `annex_month` ask about: whether its reports are all there. They
 * ask nothing when it is null, as most months of a warehouse are never made an annex of
 *
 * @example
 * ```ts ignore
 * const results = await runChecks(warehouse.connection, "2019-07-01");
 * const failed = results.filter((result) => result.failures.length > 0);
 * ```
 */
export async function runChecks(
  connection: DuckDBConnection,
  month: string | null,
  annexMonth: string | null = month,
): Promise<CheckResult[]> {
  const checks = await rows(
    connection,
    "select name, sql from ledger.definitions where kind = 'query' and starts_with(name, 'check_') order by name",
  );
  const classes = await viewClasses(connection);
  const results: CheckResult[] = [];
  for (const check of checks) {
    const name = String(check.name);
    const header = queryHeader(String(check.sql));
    results.push({
      name,
      about: aboutOf(String(check.sql)),
      severity: header.severity === "warning" ? "warning" : "error",
      classification: classes.get(name) ?? "red",
      failures: await failuresOf(connection, name, month, annexMonth),
    });
  }
  return results;
}

async function failuresOf(
  connection: DuckDBConnection,
  view: string,
  month: string | null,
  annexMonth: string | null,
) {
  const columns = await viewColumns(connection, view);
  const isOfAnnex = columns.has("annex_month");
  if (isOfAnnex && annexMonth === null) return [];
  const isMonthly = isOfAnnex || (month !== null && columns.has("reporting_month"));
  const where = isMonthly ? `where ${isOfAnnex ? "annex_month" : "reporting_month"} = $1::date` : "";
  const from = columns.has("load_id") && columns.has("source_row")
    ? `select failures.*, loads.file_name || ' ' || loads.sheet || '!' || failures.source_row as source
       from ${quoteIdentifier(view)} as failures left join load_history as loads using (load_id)`
    : `select * from ${quoteIdentifier(view)}`;
  return await rows(
    connection,
    `select * from (${from}) ${where} order by all`,
    isMonthly ? [isOfAnnex ? annexMonth : month] : [],
  );
}

/** The comment lines before the first named one. */
function aboutOf(sql: string): string {
  const lines: string[] = [];
  for (const line of sql.split("\n")) {
    if (!line.startsWith("--") || /^-- (grain|key|units|source|severity|classification):/.test(line)) break;
    lines.push(line.slice(2).trim());
  }
  return lines.join(" ");
}
