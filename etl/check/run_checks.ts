import type { DuckDBConnection } from "@duckdb/node-api";
import type { Value } from "../db/value.ts";
import type { Classification } from "../base/classification.ts";
import { cellRanges, sheetAddress } from "../workbook/cell_ranges.ts";
import { queryHeader } from "../warehouse/query_header.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { rows } from "../db/rows.ts";
import { viewClasses } from "../classify/view_classes.ts";
import { viewColumns } from "../warehouse/view_columns.ts";

/** How one check ended. */
export interface CheckResult {
  readonly name: string;
  /** What the check asks and what to do when it fails: the text on top of its query. */
  readonly about: string;
  readonly severity: "error" | "warning";
  /** The class of the failing rows' values. */
  readonly classification: Classification;
  /**
   * The rows it returned: none when it holds. `source` says file and sheet where the check gives a load, and the cells of
   * what it shows where it gives a row of it, too.
   */
  readonly failures: readonly (Readonly<Record<string, Value>> & { readonly source?: string })[];
}

/**
 * Runs every query of `queries/checks`: each must return no rows.
 *
 * @param month The first of a month: checks by month or quarter look at it and at the periods its annex carries. null: all
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

type Failure = CheckResult["failures"][number];

async function failuresOf(
  connection: DuckDBConnection,
  view: string,
  month: string | null,
  annexMonth: string | null,
): Promise<readonly Failure[]> {
  const columns = await viewColumns(connection, view);
  const isOfAnnex = columns.has("annex_month");
  if (isOfAnnex && annexMonth === null) return [];
  const period = PERIODS.find((column) => columns.has(column));
  const [where, parameters] = isOfAnnex
    ? ["where annex_month = $1::date", [annexMonth]]
    : month !== null && period !== undefined
    ? [`where ${period} = $1::date or ${period} in (select period from annex_periods where annex_month = $1::date)`, [
      month,
    ]]
    : ["", []];
  const found = await rows(connection, `select * from ${quoteIdentifier(view)} ${where} order by all`, parameters);
  return found.length === 0 || !columns.has("load_id") ? found : await withSources(connection, found);
}

/** What a check calls the period of a row. */
const PERIODS = ["reporting_month", "reporting_quarter"];

/**
 * The period of a failing row, its first day; undefined where the check is of no period.
 *
 * @example
 * ```ts
 * import { periodOf } from "./run_checks.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(periodOf({ reporting_quarter: "2019-04-01" }), "2019-04-01");
 * ```
 */
export function periodOf(failure: Failure): Value | undefined {
  return PERIODS.map((column) => failure[column]).find((period) => period !== undefined);
}

/**
 * Says where each row came from: a view calls a column of the extract by its name, or a code by that with `_code`, or gives
 * its name as `column_name`.
 */
async function withSources(connection: DuckDBConnection, failures: readonly Failure[]): Promise<readonly Failure[]> {
  const loads = await rows(
    connection,
    `select loads.load_id, files.file_name, loads.sheet, columns.column_name, columns.column_letters
     from ledger.loads as loads inner join ledger.files as files using (file_id)
     left join ledger.load_columns as columns using (load_id)
     where list_contains($1::integer[], loads.load_id)`,
    [`[${[...new Set(failures.map(({ load_id }) => load_id))].join(", ")}]`],
  );
  const columnsOf = Map.groupBy(loads, ({ load_id }) => load_id);
  return failures.map((failure) => {
    const columns = columnsOf.get(failure.load_id!);
    if (columns === undefined) return failure;
    const { file_name, sheet } = columns[0]!;
    if (typeof failure.source_row !== "number") return { ...failure, source: `${file_name} ${sheet}` };
    const shown = columns.filter(({ column_name: name }) =>
      String(name) in failure || `${name}_code` in failure || failure.column_name === name
    );
    const letters = (shown.length === 0 ? columns : shown).flatMap(({ column_letters }) =>
      column_letters === null ? [] : [String(column_letters)]
    );
    const cells = cellRanges([{ first: failure.source_row, last: failure.source_row }], letters).join(", ");
    return { ...failure, source: `${file_name} ${sheetAddress(String(sheet), cells)}` };
  });
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
