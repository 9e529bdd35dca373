import type { DuckDBConnection } from "@duckdb/node-api";
import { buildAnnex } from "../annex/build_annex.ts";
import type { TableSet } from "../tables/table_set.ts";
import type { Value } from "../db/value.ts";
import { type CheckResult, periodOf, runChecks } from "../check/run_checks.ts";
import { type Classification, mayShow } from "../base/classification.ts";
import { rows } from "../db/rows.ts";

/** An annex, and the checks that fail in its warehouse. */
export interface DatedAnnex {
  readonly set: TableSet;
  readonly failed: readonly CheckResult[];
}

/**
 * Describes an annex as {@linkcode buildAnnex} does, as known at the moment the connection is set to. Its notes say so
 * where that is a day in the past, and name every warning about a period the annex looks at.
 *
 * @param asOf The day the connection is set to, `yyyy-mm-dd`, or null
 *
 * @example
 * ```ts ignore
 * const { set, failed } = await buildDatedAnnex(warehouse.connection, "2019-07-01", "white", "2019-08-31");
 * ```
 */
export async function buildDatedAnnex(
  connection: DuckDBConnection,
  month: string,
  audience: Classification,
  asOf: string | null,
): Promise<DatedAnnex> {
  const set = await buildAnnex(connection, month, audience);
  const failed = (await runChecks(connection, null, month)).filter((check) => check.failures.length > 0);
  const periods = await rows(
    connection,
    "select distinct period from annex_periods where annex_month = $1::date",
    [month],
  );
  const looked = new Set(periods.map(({ period }) => period));
  const warnings = failed.filter((check) => check.severity === "warning").flatMap((check) =>
    warningNotes(check, looked, audience)
  );
  const known = asOf === null
    ? []
    : [`Figures are as they were known at the end of ${await dayText(connection, asOf)}.`];
  return { set: { ...set, notes: [...known, ...set.notes, ...warnings] }, failed };
}

/** A check's own words where it has a column `note`; else what it asks. How many rows fail is of the class of the rows. */
function warningNotes(
  { name, about, classification, failures }: CheckResult,
  looked: ReadonlySet<Value | undefined>,
  audience: Classification,
): string[] {
  const found = failures.filter((failure) => periodOf(failure) === undefined || looked.has(periodOf(failure)));
  if (found.length === 0) return [];
  const isShown = mayShow(classification, audience);
  if (isShown && found.every(({ note }) => typeof note === "string")) return found.map(({ note }) => String(note));
  const [sentence] = about.split(/(?<=[.:]) (?=[A-Z])/);
  const rowCount = isShown ? `${found.length} ${found.length === 1 ? "row" : "rows"} of ` : "";
  return [`A check does not hold (${rowCount}${name}): ${sentence}`];
}

async function dayText(connection: DuckDBConnection, day: string): Promise<string> {
  const [answer] = await rows(connection, "select day($1::date) || ' ' || month_label($1::date) as text", [day]);
  return String(answer!.text);
}
