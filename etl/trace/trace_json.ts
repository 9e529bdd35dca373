import type { Classification } from "../classification.ts";
import { sheetAddress } from "../workbook/cell_ranges.ts";
import type { Trace } from "./trace.ts";
import { withhold } from "./withhold.ts";

/**
 * A trace as plain data for programs, with the values an audience may see: null where they are withheld, and the class
 * beside the column.
 */
export function traceJson(trace: Trace, audience: Classification): Record<string, unknown> {
  const shown = withhold(trace, audience);
  const { reconciliation } = trace;
  return {
    figure: trace.figure,
    month: trace.month,
    column: trace.column,
    where: shown.where,
    as_of: trace.asOf,
    is_synthetic: trace.isSynthetic,
    classification: shown.classification,
    columns: trace.columns.map(({ name, type, classification }, at) => ({
      name,
      type,
      classification,
      is_withheld: shown.withheld[at] !== null,
    })),
    rows: shown.rows.map((row) => Object.fromEntries(trace.columns.map(({ name }, at) => [name, row[at]]))),
    definitions: trace.definitions.map(({ kind, name, place, sha256, isUnchanged }) => ({
      kind,
      name,
      place,
      sha256,
      is_unchanged: isUnchanged,
    })),
    loads_considered: trace.loadsConsidered,
    loads: trace.loads.map((load) => ({
      load_id: load.loadId,
      file_id: load.fileId,
      file_name: load.fileName,
      file_sha256: load.sha256,
      loaded_at: load.loadedAt,
      extract: load.extract,
      sheet: load.sheet,
      period: load.period,
      header_row: load.headerRow,
      row_count: load.rowCount,
      rows_used: load.rowsUsed,
      narrowed_by: load.narrowedBy,
      columns: load.columns,
      cells: load.ranges.map((range) => sheetAddress(load.sheet, range)),
    })),
    reconciliation: {
      status: reconciliation.status,
      rows_read: reconciliation.rowsRead,
      rows_needed: reconciliation.rowsNeeded,
      rows_changed: reconciliation.rowsChanged,
      files: reconciliation.files,
      rows: withhold({ ...trace, rows: reconciliation.answer.rows }, audience).rows
        .map((row) => Object.fromEntries(trace.columns.map(({ name }, at) => [name, row[at]]))),
    },
  };
}
