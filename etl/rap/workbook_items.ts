import { attested, decided, type RapItem } from "./rap_item.ts";
import type { WrittenSheet, WrittenTable, WrittenWorkbook } from "./read_written_workbook.ts";

const SANS_SERIF = ["Arial", "Calibri", "Helvetica", "Verdana", "Public Sans", "Aptos"];
/** WCAG 2, level AA, for text of ordinary size. */
const LEAST_CONTRAST = 4.5;
/** A column is as wide as so many digits; letters take about as much. */
const OVERFLOW = 1.25;

/**
 * The Government Analysis Function's checklist for accessible spreadsheets, item by item, as a written workbook shows it.
 *
 * @param subject The workbook's path, for the list
 *
 * @example
 * ```ts ignore
 * workbookItems(path, readWrittenWorkbook(await Deno.readFile(path)));
 * ```
 */
export function workbookItems(subject: string, workbook: WrittenWorkbook): RapItem[] {
  const { sheets } = workbook;
  const tables = sheets.flatMap((sheet) => sheet.tables.map((table) => ({ sheet, table })));
  const bodies = tables.map(({ sheet, table }) => ({ sheet, table, cells: cellsOf(sheet, table) }));
  const essential = (item: string, isMet: boolean, evidence: string) => decided(subject, item, isMet, evidence);
  const desirable = (item: string, isMet: boolean, evidence: string) => decided(subject, item, isMet, evidence, false);
  const count = (read: (sheet: WrittenSheet) => number) => sheets.reduce((sum, sheet) => sum + read(sheet), 0);

  const unmarked = sheets.filter((sheet) => sheet.tables.length === 0 && sheet.cells.some(({ column }) => column > 1));
  const merged = count((sheet) => sheet.mergedCells);
  const empty = bodies.map(({ table, cells }) => size(table) - cells.filter(({ text }) => text !== "").length);
  const blankLines = bodies.reduce((sum, { table, cells }) => sum + blankRowsAndColumns(table, cells), 0);
  const headed = tables.filter(({ table }) =>
    table.headerRows === 1 && table.columns.every((name) => name !== "") &&
    new Set(table.columns).size === table.columns.length
  );
  const overflowing = count((sheet) => overflow(sheet, workbook));
  const filters = tables.filter(({ table }) => table.hasFilter).length;
  const panes = count((sheet) => sheet.panes);
  const hidden = count((sheet) => sheet.hiddenRowsAndColumns + (sheet.isHidden ? 1 : 0));
  const used = [...new Set(sheets.flatMap(({ cells }) => cells.map(({ style }) => style)))]
    .flatMap((style) => workbook.styles[style] ?? []);
  const odd = used.filter((style) =>
    !SANS_SERIF.includes(style.font) || style.size < 10 || style.isItalic || style.isTurned
  );
  const superscript = used.filter((style) => style.isSuperscript).length;
  const markers = bodies.reduce(
    (sum, { cells }) => sum + cells.filter(({ text }) => /\[note \d+\]/i.test(text)).length,
    0,
  );
  const symbols = bodies.reduce(
    (sum, { cells }) => sum + cells.filter(({ text }) => /^[*†‡§¹²³#~^]+$/.test(text)).length,
    0,
  );
  const titles = sheets.map((sheet) => sheet.cells.find(({ row, column }) => row === 1 && column === 1));
  const untitled = titles.filter((title) => (title?.text ?? "") === "").length;
  const tagged = titles.filter((title) => /^heading 1$/i.test(workbook.styles[title?.style ?? -1]?.named ?? "")).length;
  const headers = sheets.filter((sheet) => sheet.hasHeaderOrFooter).length;
  const filled = [...new Set(used.flatMap(({ fill }) => fill ?? []))];
  const contrast = Math.min(21, ...used.map(({ color, fill }) => contrastRatio(color ?? "000000", fill ?? "FFFFFF")));
  const pictures = workbook.parts.filter((part) => /^xl\/(media|drawings)\//.test(part)).length;
  const macros = workbook.parts.filter((part) => /vbaProject|macrosheets/i.test(part)).length;
  const unnamed = sheets.filter(({ name }) => /^sheet ?\d+$/i.test(name));
  const blank = sheets.filter(({ cells }) => cells.every(({ text }) => text === ""));
  const apart = tables.filter(({ table }) => table.firstColumn !== 1).length;
  const below = tables.filter(({ sheet, table }) =>
    sheet.cells.some(({ row, text }) => row > table.lastRow && text !== "")
  );
  const crowded = sheets.filter((sheet) => sheet.tables.length > 1).length;
  const beside =
    tables.filter(({ sheet, table }) =>
      sheet.cells.some(({ row, column, text }) => row < table.firstRow && column > 1 && text !== "")
    ).length;
  const cursor = sheets[0]?.activeCell ?? "A1";

  return [
    essential(
      "Mark up tables",
      unmarked.length === 0,
      `${tables.length} marked tables; ${named(unmarked, "sheets", "without one")}`,
    ),
    desirable(
      "Give tables meaningful names",
      tables.every(({ table }) => !/^table\d*$/i.test(table.name)),
      tables.slice(0, 3).map(({ table }) => table.name).join(", ") || "no tables",
    ),
    essential("Remove merged cells, split cells and nested tables", merged === 0, `${merged} merged ranges`),
    essential("Remove blank rows and columns within tables", blankLines === 0, `${blankLines} blank rows and columns`),
    essential(
      "All tables should have one tagged header row",
      headed.length === tables.length,
      `${headed.length} of ${tables.length} tables have one, with a name of its own for each column`,
    ),
    essential(
      "Wrap text within cells",
      overflowing === 0,
      `${overflowing} texts wider than their cell are not wrapped`,
    ),
    desirable(
      "Avoid adding filters and freeze panes",
      filters + panes === 0,
      `${filters} tables with filter buttons, ${panes} frozen panes`,
    ),
    essential(
      "Only leave cells with no data empty in certain circumstances",
      empty.every((cells) => cells === 0),
      `${empty.reduce((sum, cells) => sum + cells, 0)} empty cells in ${tables.length} tables`,
    ),
    desirable("Avoid hiding rows or columns", hidden === 0, `${hidden} hidden sheets, rows and columns`),
    essential(
      "Do not use symbols or superscript to signpost to notes",
      superscript + symbols === 0,
      `${superscript} superscript styles, ${symbols} cells of symbols alone`,
    ),
    attested(
      subject,
      "Use the word 'note' when referring to footnotes",
      "whether a text refers to a note is a matter of reading",
      false,
    ),
    desirable("Avoid putting note markers in specific cells", markers === 0, `${markers} cells with [note N]`),
    desirable(
      "Put note text in a notes table on a notes worksheet",
      sheets.some(({ name, tables }) => /^notes$/i.test(name) && tables.length === 1),
      sheets.some(({ name }) => /^notes$/i.test(name)) ? "sheet Notes" : "no sheet Notes",
    ),
    attested(
      subject,
      "All written content needs to meet the accessibility guidelines",
      "plain language is a matter of reading",
    ),
    desirable(
      "Format text to make it accessible",
      odd.length === 0,
      odd.length === 0
        ? `${[...new Set(used.map(({ font }) => font))].join(", ")}, ${
          Math.min(...used.map(({ size }) => size))
        } points or more, upright, level`
        : `${odd.length} styles with a serif font, under 10 points, italic or turned`,
    ),
    essential(
      "All worksheets should have descriptive titles which are properly tagged and formatted",
      untitled === 0 && tagged === sheets.length,
      `${
        sheets.length - untitled
      } of ${sheets.length} sheets have a title in A1; ${tagged} are tagged with the style Heading 1`,
    ),
    attested(subject, "Avoid using symbols in general", "which symbols a reader needs is a matter of judgement", false),
    essential(
      "Do not use headers and footers, floating text boxes or floating toolbars",
      headers === 0,
      `${headers} of ${sheets.length} sheets have a page header or footer`,
    ),
    attested(
      subject,
      "Do not use visual devices to divide data regions",
      "whether a line or a stripe divides data is a matter of looking",
      false,
    ),
    desirable(
      "Do not use a background fill",
      filled.length === 0,
      filled.length === 0
        ? "no cell has one"
        : `cells are filled with ${filled.map((color) => `#${color}`).join(", ")}`,
    ),
    attested(
      subject,
      "Do not use colour as the only way to convey a message",
      "what a colour is meant to say is a matter of looking",
    ),
    essential(
      "When using colour for emphasis check the contrast",
      contrast >= LEAST_CONTRAST,
      `the least contrast of text to its fill is ${contrast.toFixed(1)} to 1 (AA asks for ${LEAST_CONTRAST})`,
    ),
    desirable("Avoid images in spreadsheets", pictures === 0, `${pictures} pictures and drawings`),
    desirable("Remove macros", macros === 0, `${macros} macro parts`),
    essential(
      "Give worksheets unique names or numbers",
      unnamed.length === 0,
      named(unnamed, "sheets", "called Sheet1 or the like"),
    ),
    essential("Remove blank worksheets", blank.length === 0, named(blank, "sheets", "blank")),
    essential(
      "Use cells in column A wisely",
      untitled + beside === 0,
      `${untitled} sheets without text in A1; ${beside} with text above a table and not in column A`,
    ),
    essential(
      "Position tables against the left-hand edges of each sheet",
      apart === 0,
      `${apart} tables do not start in column A`,
    ),
    desirable(
      "Avoid putting content below a table",
      below.length === 0,
      `${below.length} sheets with content below a table`,
    ),
    desirable("Avoid worksheets with multiple tables", crowded === 0, `${crowded} sheets with more than one table`),
    attested(subject, "Run a spelling and grammar check", "a person's, in the program it is read in"),
    attested(subject, "Use the accessibility checker", "Excel's, which is not here", false),
    essential(
      "Add document information",
      workbook.title !== "" && workbook.language !== "",
      `title "${workbook.title}", language "${workbook.language}"`,
    ),
    essential(
      "Cursor in cell A1 of the first worksheet",
      workbook.activeSheet === 0 && cursor === "A1",
      `sheet ${workbook.activeSheet + 1}, cell ${cursor}`,
    ),
  ];
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

function named(sheets: readonly WrittenSheet[], noun: string, what: string): string {
  return sheets.length === 0
    ? `no ${noun} ${what}`
    : `${sheets.length} ${noun} ${what}: ${sheets.map(({ name }) => name).join(", ")}`;
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
