import type { Cell, CellStyle, CellValue, WriteSheet } from "hucre";
import { cellText } from "../tables/cell_text.ts";
import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import { officePackage } from "../tables/office_package.ts";
import { escapeMarkup } from "../text/escape_markup.ts";
import { type Classification, highest } from "../base/classification.ts";
import type { Extract, Problem } from "../contract/extract.ts";
import { UserError } from "../base/user_error.ts";
import { columnLetters } from "../workbook/address.ts";
import { openWorkbook } from "../workbook/open_workbook.ts";
import { grouped } from "../text/grouped.ts";
import { markedSheet } from "./marked_sheet.ts";
import { problemMarks, type WorkbookMarks } from "./problem_marks.ts";
import type { LoadOutcome } from "./load_outcome.ts";

const FONT = "Arial";
const TITLE: CellStyle = { font: { name: FONT, size: 15, bold: true } };
const BODY: CellStyle = { font: { name: FONT, size: 11 }, alignment: { vertical: "top" } };
const LEFT: CellStyle = { ...BODY, alignment: { vertical: "top", horizontal: "left" } };
const STRONG: CellStyle = { ...BODY, font: { name: FONT, size: 11, bold: true } };
const WRAPPED: CellStyle = { ...BODY, alignment: { vertical: "top", wrapText: true } };
const LINK: CellStyle = { ...BODY, font: { name: FONT, size: 11, underline: true, color: { rgb: "0B4F9E" } } };
const HEADING: CellStyle = {
  font: { name: FONT, size: 11, bold: true, color: { rgb: "FFFFFF" } },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "0B2F5B" } },
  alignment: { vertical: "top", wrapText: true },
};

const LIST = "Problems";
const HEADINGS = ["Number", "File", "Sheet", "Cell", "Header", "Rule", "Current value", "How to mend it"];
const WIDTHS = [9, 32, 22, 14, 24, 52, 26, 46];
const TABLE_TITLE = "Problems found when loading";

/** A workbook of problems. */
export interface ProblemWorkbook {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Lines of its list. */
  readonly problems: number;
  readonly files: number;
  /** The highest class of what stands in it. */
  readonly classification: Classification;
}

/** A sheet of a file, copied. */
interface Copy {
  /** Its name in the report. */
  readonly name: string;
  readonly path: string;
  readonly sheet: string;
  readonly written: WriteSheet;
  readonly rowInCopy: (row: number) => number | null;
  readonly notes: readonly string[];
}

/**
 * Writes the problems of a load into a workbook for the sender of the extracts. A list has all problems. Each is
 * linked to its cell in a copy of the sheet, which marks bad cells. The copy has the original values, so the workbook
 * has the class of the extracts. A sheet of an unknown extract makes it Red. The same problems of the same files give
 * the same bytes.
 *
 * @param outcomes What became of each file; those without problems are passed over
 * @returns Null where there are no problems
 *
 * @example
 * ```ts
 * import { problemWorkbook } from "./problem_workbook.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(await problemWorkbook([], []), null);
 * ```
 */
export async function problemWorkbook(
  outcomes: readonly LoadOutcome[],
  extracts: readonly Extract[],
): Promise<ProblemWorkbook | null> {
  const failed = outcomes.filter(({ problems, messages }) => problems.length > 0 || messages.length > 0);
  if (failed.length === 0) return null;
  const { writeXlsx } = await import("hucre");
  const copies: Copy[] = [];
  const classes: Classification[] = [];
  let isSynthetic = false;
  for (const outcome of failed) {
    const marked = await copySheets(outcome, extracts, copies);
    classes.push(...marked.classes, ...outcome.problems.map((problem) => problem.classification));
    isSynthetic ||= marked.isSynthetic;
  }
  const classification = highest(classes);
  const { label } = MARKINGS[classification];
  const list = listSheet(failed, copies, classification, isSynthetic);
  const headerFooter = printed(label, isSynthetic);
  const sheets = [list.sheet, ...copies.map((copy) => copy.written)].map((sheet) => ({ ...sheet, headerFooter }));
  const bytes = await writeXlsx({
    sheets,
    properties: {
      title: TABLE_TITLE,
      created: new Date(0),
      modified: new Date(0),
      custom: { Classification: label, Synthetic: isSynthetic },
    },
    defaultFont: { name: FONT, size: 11 },
  });
  const properties = { title: TABLE_TITLE, classification, isSynthetic, month: "1980-01-01" };
  return {
    bytes: await officePackage(bytes, properties, (part, xml) => quotePrintTitles(part, xml, sheets)),
    problems: list.problems,
    files: failed.length,
    classification,
  };
}

/** Copies the sheets of a file that have cells to mark; a file that cannot be read has none. */
async function copySheets(
  { path, name: file, problems }: LoadOutcome,
  extracts: readonly Extract[],
  copies: Copy[],
): Promise<{ classes: readonly Classification[]; isSynthetic: boolean }> {
  if (problems.length === 0) return { classes: [], isSynthetic: false };
  let marks: WorkbookMarks;
  try {
    const workbook = await openWorkbook(path);
    marks = await problemMarks(workbook, file, problems, extracts);
    for (const sheet of workbook.sheets) {
      const own = marks.sheets.get(sheet.name);
      if (own === undefined) continue;
      const { written, rowInCopy, isWhole } = await markedSheet(sheet, own);
      const name = sheetName(sheet.name, new Set([LIST, ...copies.map((copy) => copy.name)]));
      const notes = [
        ...(isWhole ? [] : [
          `"${name}" holds only the rows with problems, because the sheet is long: its last column has their row numbers.`,
        ]),
        ...(own.isWhole ? [] : [`In "${name}" the first bad cells are marked: there are more.`]),
      ];
      copies.push({ name, path, sheet: sheet.name, written: { name, ...written }, rowInCopy, notes });
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { classes: ["red"], isSynthetic: false };
  }
  return {
    classes: [...marks.sheets.values()].map((sheet) => sheet.classification),
    isSynthetic: marks.isSynthetic,
  };
}

/** A name Excel takes, and no other sheet has, as like the original's as may be. */
function sheetName(original: string, taken: ReadonlySet<string>): string {
  const plain = original.replace(/[\[\]:*?/\\\p{Cc}]/gu, " ").replace(/^['\s]+|['\s]+$/g, "").slice(0, 31).trim();
  const isTaken = (name: string) => [...taken, "History"].some((other) => other.toLowerCase() === name.toLowerCase());
  const base = plain === "" ? "Sheet" : plain;
  let name = base;
  for (let number = 2; isTaken(name); number++) name = `${base.slice(0, 27)} (${number})`;
  return name;
}

interface SheetLayout {
  readonly value: CellValue;
  readonly style: CellStyle;
  /** A place in this workbook. */
  readonly to?: string;
}

function listSheet(
  failed: readonly LoadOutcome[],
  copies: readonly Copy[],
  classification: Classification,
  isSynthetic: boolean,
): { sheet: WriteSheet; problems: number } {
  const entries = failed.flatMap((outcome) =>
    outcome.problems.length > 0
      ? outcome.problems.map((problem) => problemLine(outcome, problem, copies))
      : outcome.messages.map((message) => [outcome.name, "", "", "", message, "", ""].map(plain))
  );
  const above: SheetLayout[][] = [
    [{ value: TABLE_TITLE, style: TITLE }],
    [{ value: MARKINGS[classification].statement, style: STRONG }],
    ...(isSynthetic ? [[{ value: SYNTHETIC_NOTICE, style: STRONG }]] : []),
    ...failed.map(({ name, status, quarantinedRows }) => [{
      value: cellText(
        status === "rejected"
          ? `${name}: nothing of it was loaded. Mend every line below and send it again.`
          : `${name}: loaded without ${grouped(quarantinedRows)} of its rows, which are listed below.`,
      ),
      style: BODY,
    }]),
    ...copies.flatMap((copy) => copy.notes).map((note) => [{ value: cellText(note), style: BODY }]),
    [{ value: "A cell's address leads to it in a copy of its sheet in this workbook.", style: BODY }],
  ];
  const first = above.length;
  const lines: SheetLayout[][] = [
    ...above,
    HEADINGS.map((value) => ({ value, style: HEADING })),
    ...entries.map((line, at) => [{ value: at + 1, style: LEFT }, ...line]),
  ];
  const cells = new Map<string, Partial<Cell>>();
  lines.forEach((line, down) =>
    line.forEach(({ style, to }, across) =>
      cells.set(`${down},${across}`, {
        style,
        ...(to === undefined ? {} : { hyperlink: { target: "", location: to } }),
      })
    )
  );
  const sheet: WriteSheet = {
    name: LIST,
    rows: lines.map((line) => line.map(({ value }) => value)),
    cells,
    columns: WIDTHS.map((width) => ({ width })),
    rowDefs: new Map(lines.map((line, down) => [down, { height: down < first ? 18 : lineHeight(line) }])),
    tables: [{
      name: "problems",
      range: `A${first + 1}:${columnLetters(HEADINGS.length - 1)}${first + 1 + entries.length}`,
      columns: HEADINGS.map((name) => ({ name })),
      style: "TableStyleLight1",
      showRowStripes: true,
    }],
    freezePane: { rows: first + 1 },
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${first + 1}:$${first + 1}`,
    },
  };
  return { sheet, problems: entries.length };
}

function plain(text: string): SheetLayout {
  return { value: text === "" ? null : cellText(text), style: WRAPPED };
}

function problemLine({ name: file, path }: LoadOutcome, problem: Problem, copies: readonly Copy[]): SheetLayout[] {
  const { sheet, cell, column, header, rule, value, suggestion, cells } = problem;
  const isCount = cell === null && column !== null;
  return [
    plain(file),
    plain(sheet ?? ""),
    cell === null ? plain(isCount ? `${grouped(cells)} more cells` : "") : cellLink(path, problem, copies),
    plain(header ?? ""),
    plain(rule),
    plain(
      value === null ? "" : value === "" ? "(blank)" : cells > 1 ? `${value} (the first of ${grouped(cells)})` : value,
    ),
    plain(suggestion ?? ""),
  ];
}

/** The address as in the original, leading to where it stands in the copy. */
function cellLink(path: string, { sheet, cell }: Problem, copies: readonly Copy[]): SheetLayout {
  const copy = copies.find((one) => one.path === path && one.sheet === sheet);
  const [, letters, row] = /^([A-Z]+)(\d+)/.exec(cell!) ?? [];
  const place = copy === undefined || row === undefined ? null : copy.rowInCopy(Number(row));
  if (place === null) return plain(cell!);
  return { value: cell!, style: LINK, to: `${quotedName(copy!.name)}!${letters}${place}` };
}

// Not every program grows a row to its wrapped text when it opens a file, so the height is stated.
function lineHeight(line: readonly SheetLayout[]): number {
  const lines = line.map(({ value }, at) =>
    String(value ?? "").split("\n").reduce((sum, text) => sum + Math.max(1, Math.ceil(text.length / WIDTHS[at]!)), 0)
  );
  return Math.min(409, Math.max(...lines) * 15 + 3);
}

/** The writer leaves names such as 2019 or North's bare, which Excel takes for damage and offers to repair. */
function quotePrintTitles(part: string, xml: string, sheets: readonly WriteSheet[]): string {
  if (part !== "xl/workbook.xml") return xml;
  return xml.replace(
    /(<definedName name="_xlnm\.Print_Titles" localSheetId="(\d+)">)[^<]*(!\$\d+:\$\d+<)/g,
    (_, opening: string, at: string, rows: string) =>
      opening + escapeMarkup(quotedName(sheets[Number(at)]!.name)) + rows,
  );
}

function quotedName(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}

function printed(label: string, isSynthetic: boolean): NonNullable<WriteSheet["headerFooter"]> {
  return {
    oddHeader: `&C&"${FONT},Bold"${label.toUpperCase()}${isSynthetic ? " - SYNTHETIC DATA" : ""}`,
    oddFooter: `&L${TABLE_TITLE}&C${label}&RPage &P of &N`,
  };
}
