import type { Extract } from "../contract/extract.ts";
import { headerRow, headerText, MOST_BANNERS } from "../contract/header_row.ts";
import { type HeaderMatch, matchHeader } from "../contract/match_header.ts";
import { recogniseSheet, type Recognition } from "../contract/recognise_sheet.ts";
import { RowRuns } from "../contract/row_runs.ts";
import { columnLetters } from "../workbook/address.ts";
import type { ColumnRange, Sheet } from "../workbook/workbook.ts";
import type { Row } from "../workbook/cell.ts";
import { findHeader, type FoundHeader, joinHeader } from "./find_header.ts";
import type { FoundKey } from "./key_search.ts";
import { TableProfile } from "./table_profile.ts";

/** The rows searched for a header, as in a load, and the further rows that help to recognise it. */
const TOP_ROWS = 50;
const LOOK_AHEAD = 12;
const PREVIEWED = 5;

/** A sheet read once, from its first to its last row. */
export interface SheetStudy {
  readonly sheet: Sheet;
  readonly used: string | null;
  readonly hiddenRows: RowRuns;
  readonly hiddenColumns: readonly ColumnRange[];
  readonly recognition: Recognition;
  /** The contract that knows most of the header's columns; null when none does. */
  readonly nearest: HeaderMatch | null;
  readonly header: FoundHeader | null;
  /** The header's rows; empty without a header. */
  readonly headerRows: readonly Row[];
  /** The sheet's first rows. */
  readonly preview: readonly Row[];
  readonly above: readonly string[];
  readonly rowsAbove: number;
  /** Null without a header. */
  readonly table: TableProfile | null;
  /** The table's key; empty without a table. */
  readonly key: FoundKey;
}

/**
 * Reads a sheet and finds its table, the kinds of its columns, and its contract. Memory is bounded, except for the
 * hashes of the keys.
 *
 * @param onRows Receives the number of rows read
 * @throws {UserError} exit 4, when the sheet cannot be read whole
 *
 * @example
 * ```ts
 * import { studySheet } from "./study_sheet.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const row = (number: number, ...texts: string[]) =>
 *   ({ number, cells: texts.map((text) => ({ kind: "text", text }) as const), hidden: false });
 * const rows = async function* () { yield [row(3, "Name", "Age"), row(4, "Prince", "57")]; };
 * const hiddenColumns = () => Promise.resolve([]);
 * const sheet = { name: "Deaths", visibility: "visible", rows, hiddenColumns } as const;
 * const study = await studySheet(sheet, [], "deaths.csv", () => {});
 * deepStrictEqual([study.used, study.header?.rows, study.table?.rows], ["A3:B4", [3], 1]);
 * ```
 */
export async function studySheet(
  sheet: Sheet,
  extracts: readonly Extract[],
  fileName: string,
  onRows: (rows: number) => void,
): Promise<SheetStudy> {
  const used = new UsedRange();
  let top: Row[] | null = [];
  let study: FirstRead | null = null;
  let count = 0;
  const hiddenRows = new RowRuns();
  for await (const rows of sheet.rows()) {
    for (const row of rows) {
      used.add(row);
      if (row.hidden) hiddenRows.add(row.number);
      if (study !== null) {
        study.table?.add(row);
        continue;
      }
      top!.push(row);
      if (top!.length < TOP_ROWS + LOOK_AHEAD) continue;
      study = readTop(sheet, top!, extracts, fileName);
      top = null;
    }
    count += rows.length;
    onRows(count);
  }
  study ??= readTop(sheet, top!, extracts, fileName);
  const key = study.table?.finish() ??
    { key: null, isGiven: false, repeats: [], repeated: 0 };
  const hiddenColumns = used.within(await sheet.hiddenColumns());
  return { sheet, used: used.text(), hiddenRows, hiddenColumns, ...study, key };
}

type FirstRead = Pick<
  SheetStudy,
  | "recognition"
  | "nearest"
  | "header"
  | "headerRows"
  | "preview"
  | "above"
  | "rowsAbove"
  | "table"
>;

/** Recognises the sheet from its first rows, and reads them. */
function readTop(
  sheet: Sheet,
  top: readonly Row[],
  extracts: readonly Extract[],
  fileName: string,
): FirstRead {
  const recognition = recogniseSheet(
    sheet.name,
    top.slice(0, TOP_ROWS),
    extracts,
    fileName,
  );
  const known = recognition.kind === "ambiguous" ? recognition.matches[0]! : recognition.match;
  const isKnown = recognition.kind !== "none" ||
    (known !== null && known.matched.size > known.unclaimed.length);
  const header = isKnown && known !== null ? headerOf(known, top) : findHeader(top);
  const rowsAbove = header === null ? [] : top.filter((row) => row.number < header.rows[0]!);
  const isComplete = known !== null && known.missing.length === 0;
  const key = isComplete ? known.extract.key.map((name) => known.matched.get(name)!.index) : null;
  const whole = header === null ? null : withUnheaded(header, top);
  const table = whole === null ? null : new TableProfile(whole, key);
  for (const row of top) table?.add(row);
  return {
    recognition,
    nearest: known ?? nearestContract(header, top, extracts),
    header: whole,
    headerRows: top.filter((row) => header?.rows.includes(row.number)),
    preview: top.slice(0, PREVIEWED),
    above: rowsAbove.flatMap((row) => row.cells.map(headerText)).filter((
      text,
    ) => text !== ""),
    rowsAbove: rowsAbove.length,
    table,
  };
}

function headerOf(match: HeaderMatch, top: readonly Row[]): FoundHeader {
  const lowest = top.findIndex((row) => row.number === match.row);
  return joinHeader(top, lowest, match.row - match.firstRow);
}

/** Adds columns that hold data but have no header. They are often row labels. */
function withUnheaded(header: FoundHeader, top: readonly Row[]): FoundHeader {
  const filled = new Map<number, number>();
  for (const { number, cells } of top) {
    const isBeside = cells.filter((cell, index) => cell !== undefined && header.headers.get(index)).length >= 2;
    if (number <= header.rows.at(-1)! || !isBeside) {
      continue;
    }
    cells.forEach((cell, index) => {
      if (headerText(cell) !== "" && !header.headers.has(index)) {
        filled.set(index, (filled.get(index) ?? 0) + 1);
      }
    });
  }
  const added = [...filled].filter(([, rows]) => rows >= 2).map(([index]) => [index, ""] as const);
  return {
    ...header,
    headers: new Map(
      [...header.headers, ...added].sort(([left], [right]) => left - right),
    ),
  };
}

function nearestContract(
  header: FoundHeader | null,
  top: readonly Row[],
  extracts: readonly Extract[],
): HeaderMatch | null {
  const rows = top.filter((row) => header?.rows.includes(row.number));
  if (rows.length === 0) return null;
  const form = headerRow(rows.at(-1)!, rows.slice(0, -1).reverse().slice(0, MOST_BANNERS));
  return extracts.map((extract) => matchHeader(extract, form))
    .reduce<HeaderMatch | null>(
      (best, match) => best === null || match.matched.size > best.matched.size ? match : best,
      null,
    );
}

/** The range from the first to the last filled cell. */
class UsedRange {
  #firstRow = Infinity;
  #lastRow = 0;
  #first = Infinity;
  #last = -1;

  add({ number, cells }: Row): void {
    const first = cells.findIndex((cell) => cell !== undefined);
    if (first === -1) return;
    if (number < this.#firstRow) this.#firstRow = number;
    if (number > this.#lastRow) this.#lastRow = number;
    if (first < this.#first) this.#first = first;
    if (cells.length - 1 > this.#last) {
      const last = cells.findLastIndex((cell) => cell !== undefined);
      if (last > this.#last) this.#last = last;
    }
  }

  /** The parts of some column ranges that are inside the used range. */
  within(columns: readonly ColumnRange[]): ColumnRange[] {
    return columns.map(({ first, last }) => ({ first: Math.max(first, this.#first), last: Math.min(last, this.#last) }))
      .filter(({ first, last }) => first <= last);
  }

  text(): string | null {
    if (this.#last === -1) return null;
    const [from, to] = [
      `${columnLetters(this.#first)}${this.#firstRow}`,
      `${columnLetters(this.#last)}${this.#lastRow}`,
    ];
    return from === to ? from : `${from}:${to}`;
  }
}
