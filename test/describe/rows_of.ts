import type { Cell, Row } from "../../etl/workbook/cell.ts";

/** Rows of a sheet from row 1. Null is no cell. Empty rows are left out, as by a reader. */
export function rowsOf(...rows: (readonly (string | number | null)[])[]): Row[] {
  const cell = (value: string | number | null): Cell | undefined =>
    value === null
      ? undefined
      : typeof value === "string"
      ? { kind: "text", text: value }
      : { kind: "number", value, format: "General" };
  return rows.map((values, at) => ({ number: at + 1, cells: values.map(cell), hidden: false }))
    .filter((row) => row.cells.length > 0);
}
