import { oneLine } from "../text/one_line.ts";
import { grouped } from "../text/grouped.ts";
import { textWidth } from "../text/text_width.ts";
import { counted } from "./column_findings.ts";
import type {
  ColumnDescription,
  ContractComparison,
  Finding,
  SheetDescription,
  TableDescription,
  WorkbookDescription,
} from "./description.ts";

const WIDEST = 34;
const LISTED = 20;

/**
 * Formats a description for an analyst: each sheet with its table, columns, findings and nearest contract.
 *
 * @returns Lines, without a line break at the end
 *
 * @example
 * ```ts
 * import { descriptionText } from "./description_text.ts";
 * import { strictEqual } from "node:assert/strict";
 * const cover = { name: "Cover", visibility: "visible", used: "A1:A3", hiddenRows: 0, hiddenColumns: [], preview: ["A1 x"], table: null, findings: [] } as const;
 * strictEqual(
 *   descriptionText({ file: "a.xlsx", format: "xlsx", showsValues: false, sheets: [cover] }),
 *   'a.xlsx: xlsx, 1 sheet\n\nSheet "Cover" · A1:A3\n  no table: no row looks like the header of one; it begins\n    A1 x',
 * );
 * ```
 */
export function descriptionText(description: WorkbookDescription): string {
  const { file, format, sheets } = description;
  const hidden = sheets.filter((sheet) => sheet.visibility !== "visible").length;
  return [
    `${oneLine(file)}: ${format}, ${counted(sheets.length, "sheet")}${hidden === 0 ? "" : `, ${hidden} hidden`}`,
    ...sheets.flatMap((sheet) => ["", ...sheetLines(sheet)]),
  ].join("\n");
}

function sheetLines(
  { name, visibility, used, table, findings, preview }: SheetDescription,
): string[] {
  const state = visibility === "visible" ? "" : ` · ${visibility}`;
  const title = `Sheet "${oneLine(name)}"${state} · ${used ?? "empty"}`;
  if (table === null) {
    return used === null ? [title] : [
      title,
      "  no table: no row looks like the header of one; it begins",
      ...preview.map((row) => `    ${row}`),
      ...findingLines(findings),
    ];
  }
  return [
    title,
    ...tableLines(table),
    "",
    ...columnLines(table.columns),
    ...findingLines(findings),
  ];
}

function tableLines(table: TableDescription): string[] {
  const rows = table.headerRows;
  const header = rows.length === 1 ? `header in row ${rows[0]}` : `header in rows ${rows[0]} to ${rows.at(-1)}`;
  const above = table.above.length > 0
    ? table.above.slice(0, 6).map((text) => oneLine(text)).join(" | ") +
      (table.above.length > 6 ? " | …" : "")
    : table.rowsAbove > 0
    ? `${counted(table.rowsAbove, "row")} of text`
    : null;
  const totals = table.totalsRows.length === 0 ? "" : `, totals in row ${table.totalsRows.slice(0, 5).join(", ")}`;
  return [
    `  table     ${table.range}: ${header}, ${counted(table.rows, "row")} of data to row ${table.lastRow}${totals}`,
    ...(above === null ? [] : [`  above     ${above}`]),
    ...(table.notes === null ? [] : [
      `  below     ${counted(table.notes.rows, "row")} of notes from row ${table.notes.row}`,
    ]),
    ...(table.rows < 2 ? [] : [`  key       ${keyText(table.key)}`]),
    ...contractLines(table.contract),
  ];
}

function keyText(key: readonly string[] | null): string {
  if (key === null) {
    return "no set of columns found that identifies every row";
  }
  const headers = key.map((header) => `"${oneLine(header, 40)}"`).join(", ");
  return `${headers} ${key.length === 1 ? "identifies" : "together identify"} every row`;
}

function contractLines(contract: ContractComparison | null): string[] {
  if (contract === null) return ["  contract  no contract knows any of its headers"];
  const { extract, fit, matched, columns, differences, goodRows, problems } = contract;
  const start = fit === "fits"
    ? `fits ${extract}: ${
      problems.length === 0
        ? `loading takes its ${counted(goodRows ?? 0, "row")}`
        : `loading rejects it, ${counted(problems.length, "problem")} (below), ${counted(goodRows ?? 0, "good row")}`
    }`
    : fit === "ambiguous"
    ? `fits ${extract} and more: loading rejects it`
    : fit === "near"
    ? `nearest is ${extract}, ${matched} of ${columns} columns: loading rejects it, saying so`
    : `none; the nearest, ${extract}, shares ${matched} of its ${columns} columns`;
  // With few shared headers, the differences would list everything.
  const shown = fit === "far" && matched * 2 < columns ? [] : [...differences, ...problems];
  return [
    `  contract  ${start}`,
    ...listed(shown).map((line) => `            ${line}`),
  ];
}

function listed(lines: readonly string[]): string[] {
  const shown = lines.slice(0, LISTED);
  return lines.length > LISTED ? [...shown, `and ${lines.length - LISTED} more`] : shown;
}

function findingLines(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const width = Math.max(
    ...findings.map(({ letters }) => letters?.length ?? 0),
  );
  return [
    "",
    "  look at",
    ...findings.map(({ letters, text }) => `    ${(letters ?? "").padEnd(width)}  ${text}`),
  ];
}

function columnLines(columns: readonly ColumnDescription[]): string[] {
  const cells = [
    ["", "header", "kind", "filled", "blank", "distinct", "range", "examples"],
    ...columns.map((column) => [
      column.letters,
      oneLine(column.header, WIDEST - 1),
      column.mostly === null ? column.kind.replace("_", "/") : `mostly ${column.mostly.replace("_", "/")}`,
      grouped(column.filled),
      grouped(column.blank),
      column.isDistinctExact ? grouped(column.distinct) : `${grouped(column.distinct)}+`,
      column.range === null ? "" : rangeText(column.range),
      column.examples.slice(0, column.distinct > 6 ? 3 : 6).map((text) => oneLine(text, WIDEST)).join(" | "),
    ]),
  ];
  const widths = cells[0]!.map((_, at) => Math.max(...cells.map((row) => textWidth(row[at]!))));
  return cells.map((row) =>
    `  ${
      row.map((text, at) => {
        const space = " ".repeat(widths[at]! - textWidth(text));
        return at >= 3 && at <= 5 ? space + text : text + space;
      }).join("  ")
    }`.trimEnd()
  );
}

function rangeText([least, greatest]: readonly [string, string]): string {
  return least === greatest || greatest.startsWith(`${least} `) ? greatest : `${least} to ${greatest}`;
}
