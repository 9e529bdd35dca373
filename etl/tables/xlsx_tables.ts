import type { Cell, CellStyle, CellValue, WriteSheet } from "hucre";
import { columnLetters } from "../workbook/address.ts";
import { cellText } from "./cell_text.ts";
import { BLANK, formatValue, shownDecimals, SUPPRESSED } from "./format_value.ts";
import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import { officePackage } from "./office_package.ts";
import { sheetNames } from "./sheet_names.ts";
import { formatTable, NO_ROWS } from "./formatted_table.ts";
import { tagTitles, TITLE_SIZE } from "./tag_titles.ts";
import type { AnnexTable, TableColumn, TableSet } from "./table_set.ts";
import type { Value } from "../db/value.ts";

const FONT = "Arial";
const TITLE: CellStyle = { font: { name: FONT, size: TITLE_SIZE, bold: true } };
const BODY: CellStyle = { font: { name: FONT, size: 11 }, alignment: { vertical: "top" } };
const LEFT: CellStyle = { ...BODY, alignment: { vertical: "top", horizontal: "left" } };
const WRAPPED: CellStyle = { ...BODY, alignment: { vertical: "top", wrapText: true } };
const STRONG: CellStyle = { ...WRAPPED, font: { name: FONT, size: 11, bold: true } };
const LINK: CellStyle = { ...WRAPPED, font: { name: FONT, size: 11, underline: true, color: { rgb: "0B4F9E" } } };
const HEADING: CellStyle = {
  font: { name: FONT, size: 11, bold: true, color: { rgb: "0B2F5B" } },
  alignment: { vertical: "bottom", wrapText: true },
  border: {
    top: { style: "medium", color: { rgb: "0B2F5B" } },
    bottom: { style: "medium", color: { rgb: "0B2F5B" } },
  },
};
const NUMBER: CellStyle = { ...BODY, alignment: { vertical: "top", horizontal: "right", indent: 1 } };
/** Under every row: a line leads the eye across, and is no fill. */
const LINE = { bottom: { style: "thin", color: { rgb: "C5CED6" } } } as const;
const NARROWEST = 10;
const WIDEST = 52;
const PROSE = 30;
/** A column is as wide as so many digits; letters take less. */
const LETTERS_PER_DIGIT = 1.1;

/** A cell as it is laid on a sheet, before it has an address. */
interface SheetLayout {
  readonly value: CellValue;
  readonly style: CellStyle;
  /** The sheet it leads to. */
  readonly to?: string;
}

/**
 * An annex as a workbook in the shape the Government Analysis Function asks of accessible spreadsheets: a cover, a
 * contents sheet with links, a notes sheet, then a sheet a table. Every table is marked, starts in column A under its
 * title, class and source, and has no merged, hidden or empty cell; a blank is `[x]` and its reason stands in the notes.
 * The rows above a table's first are repeated on every page when it is printed, the class with them: that guidance asks
 * for no page headers, as a screen reader does not reach them.
 *
 * Text is always text, whatever it begins with; there is no formula in the file.
 *
 * @param set Validated
 * @throws {Error} when the workbook breaks an essential rule of the accessible-spreadsheet checklist
 */
export async function xlsxTables(set: TableSet): Promise<Uint8Array<ArrayBuffer>> {
  const { writeXlsx } = await import("hucre");
  const names = sheetNames(set.tables.map((table) => table.name));
  const label = MARKINGS[set.audience].label;
  const bytes = await writeXlsx({
    sheets: [
      cover(set),
      contents(set, names),
      notes(set, names),
      ...set.tables.map((table, at) => tableSheet(set, table, names[at]!)),
    ],
    properties: {
      title: set.title,
      created: new Date(`${set.month}T00:00:00Z`),
      modified: new Date(`${set.month}T00:00:00Z`),
      custom: { Classification: label, Synthetic: set.isSynthetic },
    },
    defaultFont: { name: FONT, size: 11 },
  });
  const workbook = await officePackage(
    bytes,
    { ...set, classification: set.audience },
    (path, xml) => path === "xl/styles.xml" ? tagTitles(xml) : xml,
  );
  const { readWrittenWorkbook } = await import("./read_written_workbook.ts");
  const { brokenWorkbookRules } = await import("./broken_workbook_rules.ts");
  const broken = brokenWorkbookRules(readWrittenWorkbook(workbook));
  if (broken.length > 0) throw new Error(`The workbook breaks rules for accessible spreadsheets: ${broken.join("; ")}`);
  return workbook;
}

function cover(set: TableSet): WriteSheet {
  const lines: SheetLayout[] = [
    { value: cellText(set.title), style: { ...TITLE, alignment: { wrapText: true } } },
    ...markingLines(set, WRAPPED),
    { value: `Month: ${formatValue(set.month, { kind: "month" })}`, style: WRAPPED },
    { value: "Contents", style: LINK, to: "Contents" },
    { value: "Notes", style: LINK, to: "Notes" },
    {
      value: `${shorthand(set)}; the Notes sheet says why for each column.`,
      style: WRAPPED,
    },
    {
      value: "Percentages are held unrounded and shown to the decimal places their report is published with.",
      style: WRAPPED,
    },
    ...set.withheld.map((held): SheetLayout => ({
      value: cellText(`Held above this document's class: ${held.title} (${MARKINGS[held.classification].label})`),
      style: WRAPPED,
    })),
  ];
  return sheet("Cover", lines.map((line) => [line]), [90], 1 + markingLines(set, WRAPPED).length);
}

function contents(set: TableSet, names: readonly string[]): WriteSheet {
  const headings = ["Sheet", "Title", "Rows", "Classification", "Source"];
  const entries = set.tables.map((table, at): SheetLayout[] => [
    { value: names[at]!, style: LINK, to: names[at]! },
    { value: cellText(table.title), style: WRAPPED },
    { value: table.rows.length, style: { ...NUMBER, numFmt: "#,##0" } },
    { value: MARKINGS[table.classification].label, style: BODY },
    { value: cellText(table.source), style: WRAPPED },
  ]);
  const above = [[{ value: "Contents", style: TITLE }], ...markingLines(set, BODY).map((line) => [line])];
  return markedTable("Contents", "annexa_contents", above, headings, entries, [32, 60, 9, 16, 40]);
}

function notes(set: TableSet, names: readonly string[]): WriteSheet {
  const entries = [
    ...set.notes.map((note) => ["Every sheet", cellText(note)]),
    [
      "Every sheet",
      `${shorthand(set)}: the reason is given below for each column that has one.`,
    ],
    ...set.tables.flatMap((table, at) => formatTable(table).notes.map((note) => [names[at]!, cellText(note)])),
  ].map(([where, note], at): SheetLayout[] => [
    { value: at + 1, style: NUMBER },
    { value: where!, style: BODY },
    { value: note!, style: WRAPPED },
  ]);
  const above = [[{ value: "Notes", style: TITLE }], ...markingLines(set, BODY).map((line) => [line])];
  return markedTable("Notes", "annexa_notes", above, ["Number", "Sheet", "Note"], entries, [10, 32, 90]);
}

/** What stands in the place of a figure, in words; what is suppressed only where something is. */
function shorthand({ tables }: TableSet): string {
  const isSuppressed = tables.some((table) => table.rows.some((row) => row.includes(SUPPRESSED)));
  return `${BLANK} means not available${isSuppressed ? `, ${SUPPRESSED} suppressed` : ""}`;
}

function tableSheet(set: TableSet, table: AnnexTable, name: string): WriteSheet {
  const shown = formatTable(table);
  const above: SheetLayout[][] = [
    [{ value: cellText(table.title), style: TITLE }],
    [{ value: `Classification: ${MARKINGS[table.classification].label}`, style: BODY }],
    ...markingLines(set, BODY).map((line) => [line]),
    [{ value: cellText(`Source: ${table.source}`), style: BODY }],
    [{ value: "Contents", style: LINK, to: "Contents" }],
  ];
  if (table.rows.length === 0) {
    return sheet(name, [...above, [{ value: NO_ROWS, style: BODY }]], [30], above.length);
  }
  const cells = table.rows.map((row, index) =>
    row.map((value, at) => laid(value, table.columns[at]!, table.rowDecimals?.[index]))
  );
  const widths = shown.headings.map((heading, at) => columnWidth(heading.title, shown.rows.map((row) => row[at]!)));
  const headings = shown.headings.map((heading) => cellText(heading.title));
  return markedTable(name, table.name, above, headings, cells, widths);
}

function markingLines(set: TableSet, style: CellStyle): SheetLayout[] {
  const marking: SheetLayout = { value: MARKINGS[set.audience].statement, style: { ...style, font: STRONG.font! } };
  return set.isSynthetic ? [marking, { value: SYNTHETIC_NOTICE, style: marking.style }] : [marking];
}

const FORMATS: Partial<Record<TableColumn["kind"], string>> = {
  count: "#,##0",
  date: "d mmmm yyyy",
  month: "mmmm yyyy",
};

function laid(value: Value, column: TableColumn, rowDecimals = 0): SheetLayout {
  const style = column.kind === "count" || column.kind === "percent" ? NUMBER : column.kind === "text" ? WRAPPED : LEFT;
  if (value === null || value === SUPPRESSED) return { value: value ?? BLANK, style };
  if (column.kind === "percent") {
    return { value: value as number, style: { ...style, numFmt: percentFormat(shownDecimals(column, rowDecimals)) } };
  }
  const numFmt = FORMATS[column.kind];
  if (numFmt === undefined) return { value: cellText(formatValue(value, column)), style };
  return { value: typeof value === "string" ? dateSerial(value) : value as number, style: { ...style, numFmt } };
}

function percentFormat(decimals: number): string {
  return decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`;
}

/** The day Excel counts from 1 January 1900 as 1, having a 29 February 1900 that never was. */
function dateSerial(date: string): number {
  const days = Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569;
  return days < 61 ? days - 1 : days;
}

// A heading wraps between words; prose wraps into about four lines.
function columnWidth(heading: string, cells: readonly string[]): number {
  const longestWord = Math.max(...heading.split(/\s/).map((word) => word.length)) + 3;
  const widest = cells.reduce(
    (most, cell) => cell.split("\n").reduce((up, line) => Math.max(up, line.length), most),
    0,
  );
  const body = widest <= PROSE ? widest + 2 : Math.max(PROSE, Math.ceil(widest / 4));
  return Math.min(WIDEST, Math.max(NARROWEST, longestWord, body));
}

function markedTable(
  name: string,
  tableName: string,
  above: readonly (readonly SheetLayout[])[],
  headings: readonly string[],
  cells: readonly (readonly SheetLayout[])[],
  widths: readonly number[],
): WriteSheet {
  const first = above.length + 1;
  const range = `A${first}:${columnLetters(headings.length - 1)}${first + cells.length}`;
  const heading = headings.map((value, at): SheetLayout => {
    const { horizontal = "left", indent } = cells[0]?.[at]?.style.alignment ?? {};
    const alignment = { ...HEADING.alignment, horizontal, ...(indent === undefined ? {} : { indent }) };
    return { value, style: { ...HEADING, alignment } };
  });
  const lined = cells.map((row) => row.map((cell) => ({ ...cell, style: { ...cell.style, border: LINE } })));
  return {
    ...sheet(name, [...above, heading, ...lined], widths, first),
    tables: [{
      name: tableName,
      range,
      columns: headings.map((title) => ({ name: title })),
      style: "TableStyleLight1",
      showRowStripes: false,
      showAutoFilter: false,
    }],
  };
}

/** @param repeated How many rows stand at the top of every page it is printed on */
function sheet(
  name: string,
  rows: readonly (readonly SheetLayout[])[],
  widths: readonly number[],
  repeated: number,
): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  rows.forEach((row, down) =>
    row.forEach(({ style, to }, across) =>
      cells.set(`${down},${across}`, {
        style,
        ...(to === undefined ? {} : { hyperlink: { target: "", location: `'${to}'!A1` } }),
      })
    )
  );
  return {
    name,
    rows: rows.map((row) => row.map((cell) => cell.value)),
    cells,
    columns: widths.map((width) => ({ width })),
    rowDefs: new Map(rows.map((row, down) => [down, { height: rowHeight(row, widths) }])),
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5, header: 0.3, footer: 0.3 },
      printTitlesRow: `$1:$${repeated}`,
    },
  };
}

// Not every program grows a row to its wrapped text when it opens a file, so the height is stated.
function rowHeight(row: readonly SheetLayout[], widths: readonly number[]): number {
  const lines = row.map(({ value, style: { alignment, font } }, at) => {
    if (!alignment?.wrapText) return 1;
    // An indent takes nearly two digits, and bold letters are as wide as digits.
    const digits = (widths[at]! - 2 * (alignment.indent ?? 0)) * 11 / (font?.size ?? 11);
    return wrappedLines(String(value), font?.bold ? digits : digits * LETTERS_PER_DIGIT);
  });
  const size = Math.max(...row.map(({ style }) => style.font?.size ?? 11));
  return Math.min(409, Math.max(...lines) * size * 1.3 + 2);
}

function wrappedLines(text: string, width: number): number {
  return text.split("\n").reduce((lines, paragraph) => lines + paragraphLines(paragraph, width), 0);
}

function paragraphLines(paragraph: string, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of paragraph.split(" ")) {
    if (used > 0 && used + 1 + word.length > width) {
      lines++;
      used = 0;
    }
    // A word that no line holds is most likely a hash, whose digits are wider than letters.
    const length = word.length > width ? word.length * LETTERS_PER_DIGIT : word.length;
    used += (used > 0 ? 1 : 0) + length;
    for (; used > width; used -= width) lines++;
  }
  return lines;
}
