import { plainText } from "../text/plain_text.ts";
import { formatValue } from "./format_value.ts";
import { MARKINGS } from "../base/marking.ts";
import type { AnnexTable, TableColumn } from "./table_set.ts";

/** A table as people see it, the same in every document format. */
export interface FormattedTable {
  readonly headings: readonly ShownHeading[];
  readonly rows: readonly (readonly string[])[];
  /** Which column names its row: the first of text, else the first. */
  readonly rowHeading: number;
  /** Whether it holds sentences in few columns, and so reads as cards where a page is narrow. */
  readonly isProse: boolean;
  /** The table's notes, then the reason for each blank it shows. */
  readonly notes: readonly string[];
  /** What stands under it: where it comes from, and its class. */
  readonly source: string;
}

/** What is said instead of a table without rows. */
export const NO_ROWS = "This table has no rows this month.";

/** A column's heading, and the side its values keep to: numbers to the right. */
export interface ShownHeading {
  readonly title: string;
  readonly align: "left" | "right";
  /** The most characters a cell of the column shows, heading included. */
  readonly width: number;
}

const PROSE_CHARACTERS = 100;
const PROSE_COLUMNS = 6;

/** Formats every cell of a validated table, once for all the formats people read. */
export function formatTable(table: AnnexTable): FormattedTable {
  const rows = table.rows.map((row, index) =>
    row.map((value, at) => formatValue(value, table.columns[at]!, table.rowDecimals?.[index]))
  );
  const headings = table.columns.map((column, at) => ({
    title: plainText(column.title).replace(/\s+/g, " ").trim(),
    align: isNumber(column) ? "right" as const : "left" as const,
    width: rows.reduce((widest, row) => Math.max(widest, row[at]!.length), column.title.length),
  }));
  return {
    headings,
    rows,
    rowHeading: Math.max(0, table.columns.findIndex((column) => column.kind === "text")),
    isProse: headings.length <= PROSE_COLUMNS && headings.some((heading) => heading.width > PROSE_CHARACTERS),
    notes: [...table.notes, ...blankReasons(table)].map(plainText),
    source: plainText(`Source: ${table.source}. Classification: ${MARKINGS[table.classification].label}.`),
  };
}

function isNumber(column: TableColumn): boolean {
  return column.kind === "count" || column.kind === "percent";
}

function blankReasons(table: AnnexTable): string[] {
  return table.columns
    .filter((_, at) => table.rows.some((row) => row[at] === null))
    .map((column) => `[x] under ${column.title}: ${column.blank}`);
}
