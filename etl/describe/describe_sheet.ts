import { maskValue } from "../workbook/mask_value.ts";
import { oneLine } from "../text/one_line.ts";
import { shownValue } from "../contract/shown_value.ts";
import { grouped } from "../text/grouped.ts";
import { columnLetters } from "../workbook/address.ts";
import type { ColumnRange, Workbook } from "../workbook/workbook.ts";
import type { Row } from "../workbook/cell.ts";
import { columnFindings, counted } from "./column_findings.ts";
import type { ColumnProfile } from "./column_profile.ts";
import { compareContract, type TrialLoad } from "./compare_contract.ts";
import type { ColumnDescription, Finding, SheetDescription, TableDescription } from "./description.ts";
import { headerIdentity } from "./header_identity.ts";
import { inferKind } from "./infer_kind.ts";
import type { SheetStudy } from "./study_sheet.ts";
import { MOST_COLUMNS, type TableProfile } from "./table_profile.ts";

const LISTED = 5;
const PREVIEWED = 8;

/** Options for the description of a sheet. */
export interface SheetTextOptions {
  readonly format: Workbook["format"];
  readonly showValues: boolean;
  readonly rehearsal: TrialLoad | null;
}

/**
 * Describes a sheet in words and figures.
 *
 * @param study The sheet, read
 * @param options The display of values, and the result of a trial load
 */
export function describeSheet(
  study: SheetStudy,
  options: SheetTextOptions,
): SheetDescription {
  const { sheet, used, hiddenRows, hiddenColumns, table } = study;
  return {
    name: sheet.name,
    visibility: sheet.visibility,
    used,
    hiddenRows: hiddenRows.rows,
    hiddenColumns: hiddenColumns.map(rangeLetters),
    preview: table === null ? study.preview.map((row) => previewRow(row, options.showValues)) : [],
    table: table === null ? null : describeTable(study, table, options),
    findings: table === null ? hiddenFindings(study) : [
      ...tableFindings(study, table),
      ...hiddenFindings(study),
      ...table.columns.flatMap((column) => columnFindings(column, options.format)),
    ],
  };
}

function describeTable(
  study: SheetStudy,
  table: TableProfile,
  options: SheetTextOptions,
): TableDescription {
  const { header, above, rowsAbove, key, recognition, nearest } = study;
  const { columns, lastRow, rows, totalsRows, groupRows, notes } = table;
  const headerRows = header!.rows;
  const range = `${columns[0]!.letters}${headerRows[0]}:${columns.at(-1)!.letters}${lastRow}`;
  return {
    range,
    headerRows,
    firstRow: headerRows[0]!,
    lastRow,
    rows,
    totalsRows,
    groupRows,
    above: options.showValues ? above.map((text) => oneLine(text)) : [],
    rowsAbove,
    notes,
    key: key.key?.map((at) => oneLine(columns[at]!.header)) ?? null,
    columns: columns.map((column) => describeColumn(column, options.showValues)),
    contract: compareContract(recognition, nearest, columns, options.rehearsal),
  };
}

function describeColumn(
  column: ColumnProfile,
  showValues: boolean,
): ColumnDescription {
  const { letters, filled, blank, distinct, isDistinctExact, examples } = column;
  return {
    letters,
    header: oneLine(column.header, 200),
    ...inferKind(column),
    filled,
    blank,
    distinct,
    isDistinctExact,
    range: rangeOf(column, showValues),
    examples: showValues ? examples : [...new Set(examples.map(maskValue))],
  };
}

function previewRow({ number, cells }: Row, showValues: boolean): string {
  const texts = cells.flatMap((cell, index) => {
    const text = oneLine(shownValue(cell), 60);
    return text === "" ? [] : [
      `${columnLetters(index)}${number} ${showValues ? text : maskValue(text)}`,
    ];
  });
  return texts.slice(0, PREVIEWED).join(" | ") +
    (texts.length > PREVIEWED ? " | …" : "");
}

function rangeOf(
  column: ColumnProfile,
  showValues: boolean,
): readonly [string, string] | null {
  const { kind, mostly } = inferKind(column);
  const held = mostly ?? kind;
  if (held === "yes_no" || held === "empty") return null;
  const isDated = held === "date" || held === "month" || held === "quarter";
  const isNumeric = held === "count" || held === "number" || held === "percent";
  if (isDated || isNumeric) {
    if (!showValues) return null;
    const range = isDated ? column.days : column.numbers;
    const show = isDated ? dayText(held === "date" ? 10 : 7) : numberText(column);
    return range === null ? null : [show(range[0]), show(range[1])];
  }
  return column.lengths === null ? null : [`${column.lengths[0]}`, counted(column.lengths[1], "character")];
}

function dayText(length: number): (day: number) => string {
  return (day) => new Date(day * 86_400_000).toISOString().slice(0, length);
}

function numberText({ forms }: ColumnProfile): (value: number) => string {
  const isFraction = forms.size === 1 && forms.has("percentage");
  return (value) => isFraction ? `${Number((value * 100).toPrecision(12))}%` : String(Number(value.toPrecision(12)));
}

/** Reports hidden rows and columns. A load reads them, so the person who sends or signs should know of them. */
function hiddenFindings({ hiddenRows, hiddenColumns, table }: SheetStudy): Finding[] {
  const texts: string[] = [];
  if (hiddenRows.rows > 0) {
    texts.push(`${counted(hiddenRows.rows, "hidden row")}, which a load reads like any other: ${hiddenRows.text()}`);
  }
  if (hiddenColumns.length > 0) {
    const places = hiddenColumns.slice(0, LISTED).map((range) => {
      const headed = table?.columns.find(({ index }) => index === range.first);
      const isNamed = range.first === range.last && headed !== undefined && headed.header !== "";
      return rangeLetters(range) + (isNamed ? ` "${oneLine(headed.header, 40)}"` : "");
    });
    const more = hiddenColumns.length - places.length;
    const columns = hiddenColumns.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    texts.push(
      `${counted(columns, "hidden column")}, which a load reads like any other: ${places.join(", ")}` +
        (more > 0 ? ` and ${more} more` : ""),
    );
  }
  return texts.map((text) => ({ letters: null, text }));
}

function rangeLetters({ first, last }: ColumnRange): string {
  return first === last ? columnLetters(first) : `${columnLetters(first)} to ${columnLetters(last)}`;
}

function tableFindings(
  { sheet, header, key }: SheetStudy,
  table: TableProfile,
): Finding[] {
  const texts: string[] = [];
  if (sheet.visibility !== "visible") {
    texts.push(`the sheet is ${sheet.visibility}: a load skips it`);
  }
  if (table.rows === 0) texts.push("no row of data under the header");
  if (table.totalsRows.length > 0) {
    const rows = table.totalsRows.slice(0, LISTED).join(", ") +
      (table.totalsRows.length > LISTED ? " …" : "");
    texts.push(
      `${counted(table.totalsRows.length, "totals row")}, left out of the figures: ${rows}`,
    );
  }
  if (table.groupRows.length > 0) {
    texts.push(
      `${counted(table.groupRows.length, "row")} with a group's label alone, first row ${
        table.groupRows[0]
      }: a load takes ` +
        "a label for a note; put it into a column of its own",
    );
  }
  if (table.blankRowsInside !== null) {
    const { row, places } = table.blankRowsInside;
    texts.push(
      `blank rows inside the table, ${places === 1 ? `at ${row}` : `in ${grouped(places)} places, first ${row}`}`,
    );
  }
  if (table.afterNotes !== null) {
    texts.push(
      `data goes on in row ${table.afterNotes} after text in the first column alone in row ${table.notes!.row}`,
    );
  }
  if (table.otherTable !== null) {
    texts.push(
      `another table seems to begin in row ${table.otherTable}: it is not described`,
    );
  }
  for (const { header, letters } of table.columns) {
    if (header === "") texts.push(`column ${letters} has no header`);
  }
  for (
    const [index, { cells, first }] of [...table.unheaded].slice(0, LISTED)
  ) {
    texts.push(
      `${counted(cells, "filled cell")} in column ${columnLetters(index)}, which has no header, first row ${first}`,
    );
  }
  const left = header!.headers.size - MOST_COLUMNS;
  if (left > 0) {
    texts.push(
      `${counted(left, "more column")} beyond the first ${MOST_COLUMNS}: not described`,
    );
  }
  texts.push(...sameHeaders(table.columns));
  if (key.repeated > 0) {
    const pairs = key.repeats.map(({ row, earlierRow }) => `${earlierRow} and ${row}`).join("; ");
    const what = key.isGiven ? "the key of an earlier row" : "an earlier row in every cell";
    const more = key.repeated > key.repeats.length ? " …" : "";
    texts.push(
      `${counted(key.repeated, "row")} repeat${key.repeated === 1 ? "s" : ""} ${what}: rows ${pairs}${more}`,
    );
  }
  return texts.map((text) => ({ letters: null, text }));
}

function sameHeaders(columns: readonly ColumnProfile[]): string[] {
  const byHeader = Map.groupBy(
    columns.filter((column) => column.header !== ""),
    (column) => headerIdentity(column.header),
  );
  return [...byHeader].filter(([, same]) => same.length > 1).slice(0, LISTED)
    .map(([, same]) =>
      `the header "${oneLine(same[0]!.header, 40)}" appears over ${same.map((column) => column.letters).join(", ")}`
    );
}
