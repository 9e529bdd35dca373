import type { Classification } from "../base/classification.ts";
import { sheetAddress } from "../workbook/cell_ranges.ts";
import { isLengthShown } from "./is_length_shown.ts";
import type { Trace } from "./trace.ts";
import { withhold } from "./withhold.ts";

/**
 * A trace as plain data for programs, with the values an audience may see: null where they are withheld, and the class
 * beside the column; null too where it would tell how long a Red list is.
 */
export function traceJson(trace: Trace, audience: Classification): Record<string, unknown> {
  const shown = withhold(trace, audience);
  const { reconciliation } = trace;
  const isShown = trace.loads.every((load) => isLengthShown(load, audience));
  return {
    figure: trace.figure,
    month: trace.month,
    column: trace.column,
    where: shown.where,
    as_of: trace.asOf,
    is_synthetic: trace.isSynthetic,
    classification: shown.classification,
    audience,
    suppressed_reasons: trace.suppressedReasons,
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
      row_count: isLengthShown(load, audience) ? load.rowCount : null,
      rows_used: isLengthShown(load, audience) ? load.rowsUsed : null,
      narrowed_by: load.narrowedBy,
      columns: load.columns,
      cells: isLengthShown(load, audience) ? load.ranges.map((range) => sheetAddress(load.sheet, range)) : null,
    })),
    reconciliation: {
      status: reconciliation.status,
      rows_read: isShown ? reconciliation.rowsRead : null,
      rows_needed: isShown ? reconciliation.rowsNeeded : null,
      rows_changed: isShown ? reconciliation.rowsChanged : null,
      files: reconciliation.files,
      rows: withhold({ ...trace, rows: reconciliation.answer.rows }, audience).rows
        .map((row) => Object.fromEntries(trace.columns.map(({ name }, at) => [name, row[at]]))),
    },
  };
}
