import type { CellValue, ColumnDef, WriteSheet } from "hucre";
import { officePackage } from "../tables/office_package.ts";
import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import type { Value } from "../db/value.ts";
import { plainText } from "../text/plain_text.ts";
import type { Classification } from "../base/classification.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import type { QueryResult, ResultColumn } from "./run_query.ts";

/** What the second sheet says of an answer. */
export interface Provenance {
  readonly classification: Classification;
  /** The name of the warehouse file, without its folder. */
  readonly warehouse: string;
  /** Of the warehouse file, in hexadecimal. */
  readonly sha256: string;
  /** The newest run of `deno task run` on it, when it began and what it came to; null when none did. */
  readonly lastRun: string | null;
  /** When the newest file in it was loaded, `yyyy-mm-ddThh:mm:ss`; null when nothing was. */
  readonly lastLoadedAt: string | null;
  readonly asOf: string | null;
  /** Whose suppression it was answered with; null for none. */
  readonly audience: Classification | null;
  /** Whether a file in it says on its face that it is a synthetic sample. */
  readonly isSynthetic: boolean;
  /** DuckDB's version. */
  readonly engine: string;
}

/** Excel's limits: rows of a sheet, columns, and characters of a cell. */
const MOST = { rows: 1_048_576, columns: 16_384, characters: 32_767 };

/** Excel keeps 15 digits of a number; a longer one is written as text. */
const EXACT = 1e15;

const FONT = "Arial";
const HEADING = { font: { name: FONT, size: 11, bold: true }, alignment: { wrapText: true, vertical: "top" } } as const;

/**
 * An answer as a workbook: the sheet `Result`, and the sheet `About` with the query, the day it was answered as known on,
 * and the warehouse it was asked of. The same answer gives the same bytes. Text is always text, whatever it begins with.
 *
 * @param limit How many rows at most
 * @returns The file, and how many rows are in it
 * @throws {UserError} 2 when the answer is more than a sheet of Excel holds
 */
export async function resultWorkbook(
  result: QueryResult,
  limit: number,
  provenance: Provenance,
): Promise<{ readonly bytes: Uint8Array; readonly rows: number }> {
  const { columns } = result;
  const rows = Math.min(limit, result.rowCount);
  if (rows >= MOST.rows || columns.length > MOST.columns) {
    throw tooLarge(`${rows} rows and ${columns.length} columns`);
  }
  const cells: CellValue[][] = [columns.map((column) => text(column.name))];
  for await (const row of result.rows(limit)) cells.push(row.map((value, index) => cell(value, columns[index]!)));
  const { writeXlsx } = await import("hucre");
  const marking = MARKINGS[provenance.classification];
  const title = "Answer to a query";
  const month = provenance.lastLoadedAt?.slice(0, 10) ?? "1980-01-01";
  const made = new Date(`${month}T00:00:00Z`);
  const bytes = await writeXlsx({
    sheets: [resultSheet(columns, cells, marking.label), aboutSheet(result, rows, provenance, marking.label)],
    properties: { title, created: made, modified: made, custom: { Classification: marking.label } },
    defaultFont: { name: FONT, size: 11 },
  });
  const { classification, isSynthetic } = provenance;
  const properties = { title, month, classification, isSynthetic };
  return { bytes: await officePackage(bytes, properties), rows };
}

function resultSheet(columns: readonly ResultColumn[], rows: CellValue[][], label: string): WriteSheet {
  return {
    name: "Result",
    rows,
    cells: new Map(columns.map((_, index) => [`0,${index}`, { style: HEADING }])),
    columns: columns.map((column, index) => layout(column, rows, index)),
    freezePane: { rows: 1 },
    headerFooter: printed(label),
  };
}

function layout(column: ResultColumn, rows: readonly CellValue[][], index: number): ColumnDef {
  const widest = rows.slice(0, 200).reduce((most, row) => Math.max(most, String(row[index] ?? "").length), 8);
  return { width: Math.min(widest + 2, 60), ...(column.type === "DATE" ? { style: { numFmt: "yyyy-mm-dd" } } : {}) };
}

function aboutSheet(result: QueryResult, rows: number, provenance: Provenance, label: string): WriteSheet {
  const lines: [string, CellValue][] = [
    ["Classification", MARKINGS[provenance.classification].statement],
    ...(provenance.isSynthetic ? [["Synthetic", SYNTHETIC_NOTICE] as [string, string]] : []),
    ["Rows", rows],
    ["Rows of the answer", result.rowCount],
    ["As known on", provenance.asOf ?? "everything loaded"],
    ["Audience", provenance.audience === null ? "none: nothing is suppressed" : MARKINGS[provenance.audience].label],
    ["Warehouse", text(provenance.warehouse)],
    ["Warehouse SHA-256", provenance.sha256],
    ["Newest load", provenance.lastLoadedAt ?? "none"],
    ["Last run", provenance.lastRun === null ? "none" : text(provenance.lastRun)],
    ["DuckDB", provenance.engine],
    ...queryLines(result.sql),
  ];
  return {
    name: "About",
    rows: lines,
    cells: new Map(lines.map((_, index) => [`${index},0`, { style: HEADING }])),
    columns: [{ width: 22 }, { width: 100 }],
    headerFooter: printed(label),
  };
}

/** The query a line a row, so that no length of it is too much for a cell. */
function queryLines(sql: string): [string, CellValue][] {
  return sql.trim().split(/\r?\n/)
    .flatMap((line) => line.match(/[^]{1,30000}/g) ?? [""])
    .map((line, index) => [index === 0 ? "Query" : "", text(line)]);
}

// "&" begins a code in Excel's headers and footers; no class has one.
function printed(label: string): NonNullable<WriteSheet["headerFooter"]> {
  return { oddHeader: `&C${label.toUpperCase()}`, oddFooter: `&C${label}&RPage &P of &N` };
}

function cell(value: Value, column: ResultColumn): CellValue {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) && Math.abs(value) < EXACT ? value : String(value);
  return column.type === "DATE" && value > "1900-02-28" && value.length === 10 ? serial(value) : text(value);
}

/** The number Excel keeps a day as: 1 from 1 January 1900, exact from March 1900 on. */
function serial(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569;
}

function text(value: string): string {
  const plain = plainText(value);
  if (plain.length > MOST.characters) throw tooLarge(`a cell of ${plain.length} characters`);
  return plain;
}

function tooLarge(what: string): UserError {
  return new UserError(
    EXIT.wrongUsage,
    `Cannot write ${what} to a workbook: a sheet of Excel holds 1,048,576 rows, 16,384 columns and 32,767 characters a ` +
      "cell; write csv instead, or fewer rows",
  );
}
