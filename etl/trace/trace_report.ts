import { SUPPRESSED } from "../tables/format_value.ts";
import { MARKINGS } from "../base/marking.ts";
import type { AnnexTable, TableColumn, TableSet } from "../tables/table_set.ts";
import type { Value } from "../db/value.ts";
import { validateTableSet } from "../tables/validate_table_set.ts";
import { xlsxTables } from "../tables/xlsx_tables.ts";
import type { Classification } from "../base/classification.ts";
import { conclusion } from "./format_trace.ts";
import { isLengthShown } from "./is_length_shown.ts";
import { sheetAddress } from "../workbook/cell_ranges.ts";
import type { Trace } from "./trace.ts";
import { withhold } from "./withhold.ts";

/**
 * A trace as a workbook of evidence: sheets for the figure, its query, the loads, the cells and the reconciliation, marked
 * with the class of what is in it.
 *
 * @param audience Values above it are left out, and their class said
 * @returns The file; the same trace gives the same bytes
 */
export async function traceReport(trace: Trace, audience: Classification): Promise<Uint8Array<ArrayBuffer>> {
  const set = describeReport(trace, audience);
  const [problem] = validateTableSet(set);
  if (problem !== undefined) throw new Error(problem.message);
  return await xlsxTables(set);
}

const LENGTH = "How long a Red list is, is Red";

function describeReport(trace: Trace, audience: Classification): TableSet {
  const shown = withhold(trace, audience);
  const { reconciliation } = trace;
  const periods = trace.loads.flatMap((load) => load.period ?? []).sort();
  const text = (name: string, title: string, blank?: string): TableColumn => ({
    name,
    title,
    kind: "text",
    ...(blank === undefined ? {} : { blank }),
  });
  const count = (name: string, title: string): TableColumn => ({ name, title, kind: "count" });
  const table = (
    name: string,
    title: string,
    columns: readonly TableColumn[],
    rows: readonly (readonly Value[])[],
    notes: readonly string[] = [],
    classification: Classification = "white",
  ): AnnexTable => ({ name, title, columns, rows, notes, source: trace.figure, classification });
  return {
    title: `Evidence: ${trace.figure}${trace.month === null ? "" : `, ${trace.month.slice(0, 7)}`}`,
    month: trace.month ?? periods.at(-1) ?? `${trace.loads[0]?.loadedAt.slice(0, 7) ?? "2000-01"}-01`,
    audience: shown.classification,
    isSynthetic: trace.isSynthetic,
    notes: [
      ...trace.suppressedReasons.map((reason) => `${SUPPRESSED} ${reason}.`),
      ...(trace.asOf === null ? [] : [`Answered as known on ${trace.asOf}.`]),
      ...(shown.where === null ? [] : [`Condition: ${shown.where}`]),
      ...(shown.whereWithheld === null
        ? []
        : [`The condition is withheld, because it is ${MARKINGS[shown.whereWithheld].label}.`]),
    ],
    tables: [
      table(
        "figure",
        "Figure",
        [
          count("row", "Row"),
          text("column", "Column"),
          text("value", "Value", "It is blank in the warehouse, or withheld by its classification"),
          text("classification", "Classification"),
        ],
        shown.rows.flatMap((row, at) =>
          trace.columns.map(({ name, classification }, place) => [
            at + 1,
            name,
            row[place] === null || row[place] === "" ? null : String(row[place]),
            MARKINGS[classification].label,
          ])
        ),
        [],
        shown.classification,
      ),
      table(
        "query",
        "Query",
        [
          text("kind", "Kind"),
          text("name", "Name"),
          text("place", "File", "The view is generated, or its file is not in this project"),
          text("sha256", "SHA-256 as published", "The view is generated"),
          { name: "is_unchanged", title: "The file is as published", kind: "boolean" },
        ],
        trace.definitions.map((one) => [one.kind, one.name, one.place, one.sha256, one.isUnchanged]),
      ),
      table(
        "loads",
        "Loads",
        [
          count("load_id", "Load"),
          count("file_id", "File"),
          text("file_name", "File name"),
          text("file_sha256", "SHA-256"),
          text("loaded_at", "Loaded at"),
          text("extract", "Extract"),
          text("sheet", "Sheet"),
          { name: "period", title: "Period from", kind: "date", blank: "The file is one whole list" },
          count("header_row", "Header row"),
          { ...count("row_count", "Rows of the load"), blank: LENGTH },
          { ...count("rows_used", "Rows of the figure"), blank: LENGTH },
          text("narrowed_by", "Narrowed by", "Every row of the load counts"),
        ],
        trace.loads.map((load) => [
          load.loadId,
          load.fileId,
          load.fileName,
          load.sha256,
          load.loadedAt,
          load.extract,
          load.sheet,
          load.period,
          load.headerRow,
          isLengthShown(load, audience) ? load.rowCount : null,
          isLengthShown(load, audience) ? load.rowsUsed : null,
          load.narrowedBy.length === 0 ? null : load.narrowedBy.join(", "),
        ]),
        ["These loads alone give the figure, and without any one of them it is another."],
      ),
      table(
        "cells",
        "Cells",
        [
          count("load_id", "Load"),
          text("file_name", "File name"),
          text("cells", "Cells"),
          text("columns", "Columns"),
        ],
        trace.loads.filter((load) => isLengthShown(load, audience)).flatMap((load) =>
          load.ranges.map((range) => [
            load.loadId,
            load.fileName,
            sheetAddress(load.sheet, range),
            load.columns.map(({ letters, header }) => `${letters}: ${header.replaceAll(/\s+/g, " ")}`).join("; "),
          ])
        ),
        [
          "Columns the query cannot use for the figure are left out.",
          ...(trace.loads.every((load) => isLengthShown(load, audience)) ? [] : [`${LENGTH}: its cells are left out.`]),
        ],
      ),
      table(
        "reconciliation",
        "Reconciliation",
        [
          text("file_name", "File name"),
          text("file_sha256", "SHA-256"),
          text("status", "Status"),
          text("path", "Found at", "No file with these bytes was found"),
        ],
        reconciliation.files.map((file) => [file.name, file.sha256, file.status, file.path]),
        [`Reconciliation: ${conclusion(trace, audience)}.`],
      ),
    ],
    charts: [],
    withheld: [],
  };
}
