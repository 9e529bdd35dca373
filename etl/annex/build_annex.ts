import type { DuckDBConnection } from "@duckdb/node-api";
import { type Classification, mayShow } from "../base/classification.ts";
import { rows } from "../db/rows.ts";
import { unknownMonth } from "../warehouse/unknown_month.ts";
import { viewClasses } from "../classify/view_classes.ts";
import { buildCharts } from "./build_charts.ts";
import { buildTable } from "./build_table.ts";
import type { AnnexTable, TableSet } from "../tables/table_set.ts";
import { withEvidence } from "./with_evidence.ts";

/**
 * Describes the annex of a month for an audience as data: every table of `reference.annex_tables` and every chart whose
 * class the audience may see, and by title alone what it may not. Reads the warehouse; writes nothing.
 *
 * @param month The first of the annex month, `yyyy-mm-dd`
 * @throws {UserError} exit 2, when nothing is loaded for the month
 * @throws {UserError} exit 6, when a table's content is above the audience although its title is not withheld
 *
 * @example
 * ```ts ignore
 * const set = await buildAnnex(warehouse.connection, "2019-07-01", "white");
 * ```
 */
export async function buildAnnex(
  connection: DuckDBConnection,
  month: string,
  audience: Classification,
): Promise<TableSet> {
  const [subject] = await rows(
    connection,
    `select month_label(annex_month) as label from annex_months where annex_month = $1::date`,
    [month],
  );
  if (subject === undefined) throw await unknownMonth(connection, month, "make the annex of");

  const classes = await viewClasses(connection);
  const tables: AnnexTable[] = [];
  const withheld: TableSet["withheld"][number][] = [];
  for (const { table_name, title } of await rows(connection, TABLES)) {
    const view = String(table_name);
    const classification = classes.get(view) ?? "red";
    if (mayShow(classification, audience)) {
      tables.push(await buildTable(connection, view, month, classification));
    } else {
      withheld.push({ title: String(title), classification });
    }
  }
  for (const entry of await rows(connection, ATTACHMENTS, [month])) {
    const classification = entry.classification as Classification;
    if (!mayShow(classification, audience)) withheld.push({ title: String(entry.title), classification });
  }
  return {
    title: `Annex A: DCC SEC Panel Reports, ${subject.label}`,
    month,
    audience,
    isSynthetic: await readsSamples(connection),
    notes: (await rows(connection, NOTES, [month])).map((row) => String(row.note)),
    tables: await withEvidence(connection, month, audience, tables),
    charts: await buildCharts(connection, month, audience, classes),
    withheld,
  };
}

const TABLES = `
  select table_name, title from reference.annex_tables
  where table_position is not null order by table_position, table_name`;

/** The classified reports themselves, which the paper lists as appendices: by title. */
const ATTACHMENTS = `
  select r.report_name || ' (' || p.period_label || ')' as title, r.classification
  from annex_periods as p
  inner join reference.reports as r on r.report_number = p.report_number
  inner join report_timeliness as t on t.report_number = p.report_number and t.period = p.period
  where p.annex_month = $1::date and t.published_date is not null
  order by r.report_number`;

const NOTES = `select note from annex_notes where annex_month = $1::date order by position`;

/** Whether any loaded file says on its face that it is a synthetic sample. */
async function readsSamples(connection: DuckDBConnection): Promise<boolean> {
  const [answer] = await rows(connection, "select bool_or(is_synthetic) as is_synthetic from known_files");
  return answer?.is_synthetic === true;
}
