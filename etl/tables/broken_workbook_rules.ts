import type { WrittenSheet, WrittenTable, WrittenWorkbook } from "./read_written_workbook.ts";

/** WCAG 2, level AA, for text of ordinary size. */
const LEAST_CONTRAST = 4.5;
/** The width of a column is a number of digits. Letters are about as wide. */
const OVERFLOW = 1.25;

/**
 * The essential rules of the Government Analysis Function's checklist for accessible spreadsheets that a written workbook
 * breaks. Each message names the rule and the evidence. A rule that only a person can judge is not here.
 *
 * @example
 * ```ts
 * import { brokenWorkbookRules } from "./broken_workbook_rules.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const workbook = { title: "T", language: "en-GB", parts: [], sheets: [], styles: [], activeSheet: 0 };
 * deepStrictEqual(brokenWorkbookRules(workbook), []);
 * deepStrictEqual(brokenWorkbookRules({ ...workbook, title: "" }), [
 *   'Add document information: title "", language "en-GB"',
 * ]);
 * ```
 */
export function brokenWorkbookRules(workbook: WrittenWorkbook): readonly string[] {
  return [...tableRules(workbook), ...sheetRules(workbook)]
    .filter(({ isMet }) => !isMet).map(({ rule, evidence }) => `${rule}: ${evidence}`);
}

interface Finding {
  readonly rule: string;
  readonly isMet: boolean;
  readonly evidence: string;
}

function tableRules(workbook: WrittenWorkbook): Finding[] {
  const tables = workbook.sheets.flatMap((sheet) =>
    sheet.tables.map((table) => ({ sheet, table, cells: cellsOf(sheet, table) }))
  );
  const unmarked = workbook.sheets.filter((sheet) =>
    sheet.tables.length === 0 && sheet.cells.some(({ column }) => column > 1)
  );
  const headed = tables.filter(({ table }) =>
    table.headerRows === 1 && table.columns.every((name) => name !== "") &&
    new Set(table.columns).size === table.columns.length
  ).length;
  const blank = sum(tables.map(({ table, cells }) => blankRowsAndColumns(table, cells)));
  const empty = sum(tables.map(({ table, cells }) => size(table) - cells.filter(({ text }) => text !== "").length));
  const symbols = sum(tables.map(({ cells }) => cells.filter(({ text }) => /^[*†‡§¹²³#~^]+$/.test(text)).length));
  const superscript = stylesUsed(workbook).filter(({ isSuperscript }) => isSuperscript).length;
  const apart = tables.filter(({ table }) => table.firstColumn !== 1).length;
  return [
    finding("Mark up tables", unmarked.length, `sheets without a marked table: ${namesOf(unmarked)}`),
    finding("Remove blank rows and columns within tables", blank, `${blank} blank rows and columns`),
    {
      rule: "All tables should have one tagged header row",
      isMet: headed === tables.length,
      evidence: `${headed} of ${tables.length} tables have one, with a name of its own for each column`,
    },
    finding(
      "Only leave cells with no data empty in certain circumstances",
      empty,
      `${empty} empty cells in ${tables.length} tables`,
    ),
    finding(
      "Do not use symbols or superscript to signpost to notes",
      superscript + symbols,
      `${superscript} superscript styles, ${symbols} cells of symbols alone`,
    ),
    finding(
      "Position tables against the left-hand edges of each sheet",
      apart,
      `${apart} tables do not start in column A`,
    ),
  ];
}

function sheetRules(workbook: WrittenWorkbook): Finding[] {
  const { sheets } = workbook;
  const merged = sum(sheets.map(({ mergedCells }) => mergedCells));
  const overflowing = sum(sheets.map((sheet) => overflow(sheet, workbook)));
  const titles = sheets.map((sheet) => sheet.cells.find(({ row, column }) => row === 1 && column === 1));
  const titled = titles.filter((title) => (title?.text ?? "") !== "").length;
  const tagged = titles.filter((title) => /^heading 1$/i.test(workbook.styles[title?.style ?? -1]?.named ?? "")).length;
  const headers = sheets.filter(({ hasHeaderOrFooter }) => hasHeaderOrFooter).length;
  const contrast = Math.min(
    21,
    ...stylesUsed(workbook).map(({ color, fill }) => contrastRatio(color ?? "000000", fill ?? "FFFFFF")),
  );
  const unnamed = sheets.filter(({ name }) => /^sheet ?\d+$/i.test(name));
  const blank = sheets.filter(({ cells }) => cells.every(({ text }) => text === ""));
  const beside =
    sheets.filter(({ cells, tables }) =>
      tables.some(({ firstRow }) => cells.some(({ row, column, text }) => row < firstRow && column > 1 && text !== ""))
    ).length;
  const cursor = sheets[0]?.activeCell ?? "A1";
  return [
    finding("Remove merged cells, split cells and nested tables", merged, `${merged} merged ranges`),
    finding("Wrap text within cells", overflowing, `${overflowing} texts wider than their cell are not wrapped`),
    {
      rule: "All worksheets should have descriptive titles which are properly tagged and formatted",
      isMet: titled === sheets.length && tagged === sheets.length,
      evidence: `${titled} of ${sheets.length} sheets have a title in A1; ${tagged} have the style Heading 1 there`,
    },
    finding(
      "Do not use headers and footers, floating text boxes or floating toolbars",
      headers,
      `${headers} of ${sheets.length} sheets have a page header or footer`,
    ),
    {
      rule: "When using colour for emphasis check the contrast",
      isMet: contrast >= LEAST_CONTRAST,
      evidence: `the least contrast of text to its fill is ${contrast.toFixed(1)} to 1 (AA asks for ${LEAST_CONTRAST})`,
    },
    finding("Give worksheets unique names or numbers", unnamed.length, `default names: ${namesOf(unnamed)}`),
    finding("Remove blank worksheets", blank.length, `blank: ${namesOf(blank)}`),
    finding("Use cells in column A wisely", beside, `${beside} sheets with text above a table and not in column A`),
    {
      rule: "Add document information",
      isMet: workbook.title !== "" && workbook.language !== "",
      evidence: `title "${workbook.title}", language "${workbook.language}"`,
    },
    {
      rule: "Cursor in cell A1 of the first worksheet",
      isMet: workbook.activeSheet === 0 && cursor === "A1",
      evidence: `sheet ${workbook.activeSheet + 1}, cell ${cursor}`,
    },
  ];
}

function finding(rule: string, faults: number, evidence: string): Finding {
  return { rule, isMet: faults === 0, evidence };
}

function stylesUsed({ sheets, styles }: WrittenWorkbook) {
  const used = new Set(sheets.flatMap(({ cells }) => cells.map(({ style }) => style)));
  return [...used].flatMap((style) => styles[style] ?? []);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function cellsOf(sheet: WrittenSheet, table: WrittenTable): WrittenSheet["cells"] {
  return sheet.cells.filter(({ row, column }) =>
    row >= table.firstRow && row <= table.lastRow && column >= table.firstColumn && column <= table.lastColumn
  );
}

function size(table: WrittenTable): number {
  return (table.lastRow - table.firstRow + 1) * (table.lastColumn - table.firstColumn + 1);
}

function blankRowsAndColumns(table: WrittenTable, cells: WrittenSheet["cells"]): number {
  const written = cells.filter(({ text }) => text !== "");
  const rows = new Set(written.map(({ row }) => row)).size;
  const body = written.filter(({ row }) => row >= table.firstRow + table.headerRows);
  const columns = new Set((body.length === 0 ? written : body).map(({ column }) => column)).size;
  return table.lastRow - table.firstRow + 1 - rows + (table.lastColumn - table.firstColumn + 1 - columns);
}

/** Texts that reach over the edge of their cell, inside a table: above one, a title may. */
function overflow(sheet: WrittenSheet, workbook: WrittenWorkbook): number {
  return sheet.tables.flatMap((table) => cellsOf(sheet, table)).filter(({ text, column, style }) =>
    workbook.styles[style]?.isWrapped !== true && Number.isNaN(Number(text)) &&
    text.length > (sheet.widths.get(column) ?? 8.43) * OVERFLOW
  ).length;
}

function namesOf(sheets: readonly WrittenSheet[]): string {
  return sheets.map(({ name }) => name).join(", ");
}

function contrastRatio(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((left, right) => left - right) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(rgb: string): number {
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const channel = parseInt(rgb.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
