import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";
import { readLabels } from "../classify/read_labels.ts";
import type { AnnexTable } from "../tables/table_set.ts";
import type { Value } from "../db/value.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { rows } from "../db/rows.ts";
import { cellRanges, type RowRun, sheetAddress } from "../workbook/cell_ranges.ts";

/** More ranges of a sheet than this are counted. */
const LISTED = 6;

const LENGTH = "How long a Red list is, is Red";

/**
 * The evidence for the rows of Annex A as a table of the annex: of each report the files, hashes, sheets and cells of the
 * period it looks at. All of it is White, but for the length of a Red list. The two tables' rows lead to each other.
 *
 * It is what the rows look at first. Which other months a sentence rests on ("for the last 21 months"), and that the
 * cells give it, `trace "Annex A, row 5"` proves.
 *
 * @param month The first of the annex month, `yyyy-mm-dd`
 * @param audience Who the annex is for
 * @param tables The tables of the annex
 * @returns The tables, the evidence last; as they were when there is no Annex A among them or nothing is loaded for it
 */
export async function withEvidence(
  connection: DuckDBConnection,
  month: string,
  audience: Classification,
  tables: readonly AnnexTable[],
): Promise<AnnexTable[]> {
  const annex = tables.find((table) => table.name === "annex_a");
  const place = annex?.columns.findIndex((column) => column.name === "report_number") ?? -1;
  const sheets = await readSheets(connection, month, audience);
  if (annex === undefined || place < 0 || sheets.length === 0) return [...tables];
  const proven = new Set(sheets.map((sheet) => sheet.report));
  const first = (report: Value, at: number) => sheets.findIndex((sheet) => sheet.report === report) === at;
  const linked: AnnexTable = {
    ...annex,
    rowLinks: annex.rows.map((row) => ({
      id: `annex-row-${row[place]}`,
      to: proven.has(row[place]!) ? `evidence-row-${row[place]}` : null,
    })),
  };
  const evidence: AnnexTable = {
    name: "evidence",
    title: "Evidence: the cells each report was read from",
    source: "Ledger of loads",
    classification: audience === "red" ? "red" : "white",
    columns: [
      { name: "report_number", title: "No.", kind: "count" },
      { name: "report_name", title: "Report", kind: "text" },
      { name: "period_label", title: "Period", kind: "text" },
      { name: "file_name", title: "File", kind: "text" },
      { name: "cells", title: "Cells", kind: "text", blank: LENGTH },
      { name: "source_rows", title: "Rows", kind: "count", blank: LENGTH },
      { name: "file_sha256", title: "SHA-256 of the file, in groups of sixteen", kind: "text" },
    ],
    rows: sheets.map((sheet) => sheet.row),
    notes: [
      "The cells are those of the period the report looks at. A sentence about earlier periods rests on theirs, and one " +
      "about a delivery on the Report Register's.",
      'The command trace "Annex A, row 5" --month ' +
      `${month.slice(0, 7)} proves for any row which cells alone give it.`,
    ],
    rowLinks: sheets.map(({ report }, at) => ({
      id: first(report, at) ? `evidence-row-${report}` : null,
      to: `annex-row-${report}`,
    })),
  };
  return [...tables.map((table) => table === annex ? linked : table), evidence];
}

interface Sheet {
  readonly report: Value;
  readonly row: readonly Value[];
}

/** A sheet of a file for each report of the month, in order. */
async function readSheets(
  connection: DuckDBConnection,
  month: string,
  audience: Classification,
): Promise<Sheet[]> {
  const { tables } = await readLabels(connection);
  const found = await rows(
    connection,
    `select periods.report_number, reports.report_name, periods.period_label, loads.extract, files.file_name,
         files.file_sha256, files.file_id, loads.sheet, sum(sizes.row_count)::bigint as source_rows,
         string_agg(loads.load_id::varchar, ',' order by loads.load_id) as load_ids,
         (select string_agg(distinct columns.column_letters, ',' order by columns.column_letters)
          from ledger.load_columns as columns where columns.load_id = min(loads.load_id)) as letters
     from annex_periods as periods
     inner join reference.reports as reports on reports.report_number = periods.report_number
     inner join current_loads as loads
         on loads.extract = periods.extract
         and (periods.frequency not in ('monthly', 'quarterly') or loads.period = periods.period)
     inner join ledger.loads as sizes on sizes.load_id = loads.load_id
     inner join ledger.files as files on files.file_id = loads.file_id
     where periods.annex_month = $1::date
     group by all order by periods.report_number, files.file_id, loads.sheet`,
    [month],
  );
  const sheets: Sheet[] = [];
  for (const sheet of found) {
    const runs = await readRuns(connection, String(sheet.extract), String(sheet.load_ids));
    const ranges = cellRanges(runs, String(sheet.letters).split(","))
      .map((range) => sheetAddress(String(sheet.sheet), range));
    const rest = ranges.length - LISTED;
    // Where a list ends says how long it is, and of a Red list that is Red.
    const isShown = (tables.get(`extracts.${sheet.extract}`)?.rows ?? "red") !== "red" || audience === "red";
    sheets.push({
      report: sheet.report_number!,
      row: [
        sheet.report_number!,
        sheet.report_name!,
        sheet.period_label!,
        sheet.file_name!,
        isShown ? ranges.slice(0, LISTED).join(", ") + (rest > 0 ? ` and ${rest} more ranges` : "") : null,
        isShown ? sheet.source_rows! : null,
        String(sheet.file_sha256).replaceAll(/.{16}(?=.)/g, "$& "),
      ],
    });
  }
  return sheets;
}

/** The rows of a sheet, as runs of rows that follow each other. */
async function readRuns(connection: DuckDBConnection, extract: string, loadIds: string): Promise<RowRun[]> {
  const found = await rows(
    connection,
    `with placed as (
         select source_row, source_row - row_number() over (order by source_row) as run
         from extracts.${quoteIdentifier(extract)}
         where load_id in (select unnest(string_split($1, ','))::integer)
     )
     select min(source_row) as first, max(source_row) as last from placed group by run order by 1`,
    [loadIds],
  );
  return found.map(({ first, last }) => ({ first: first as number, last: last as number }));
}
