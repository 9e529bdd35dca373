import { CellBlock } from "../workbook/xlsx/cell_block.ts";
import type { ColumnRange, Sheet, Workbook } from "../workbook/workbook.ts";
import type { Row } from "../workbook/cell.ts";
import { firstDayOf } from "./calendar_day.ts";
import { columnHolds } from "./column_holds.ts";
import type { Extract, Problem } from "./extract.ts";
import { grouped } from "../text/grouped.ts";
import { knownHeaders } from "./header_spellings.ts";
import type { HeaderMatch } from "./match_header.ts";
import { namedMonths } from "./named_months.ts";
import { nearestHeaders } from "./nearest_headers.ts";
import { oneLine } from "../text/one_line.ts";
import { otherUnits } from "./other_units.ts";
import { ProblemList } from "./problem_list.ts";
import type { Reading, RecognisedSheet, SheetBatch } from "./reading.ts";
import { recogniseSheet, type Recognition } from "./recognise_sheet.ts";
import { TableReader } from "./table_reader.ts";

/** The header must be among the sheet's first rows. */
const TOP_ROWS = 50;

/** Names listed in a note. The rest are counted. */
const LISTED = 20;

/** Most skipped sheets that get a note each. A larger number shares one note. */
const FEW = 3;

/** A sheet of the workbook and the contract found at its top. */
interface Candidate {
  readonly source: Sheet;
  readonly recognition: Recognition;
}

/**
 * Reads a workbook under the contracts: finds the sheets that fit one, reads their rows, and reports every mistake.
 *
 * @param workbook The opened workbook
 * @param extracts The contracts, usually all of them
 * @param fileName A hint that resolves doubt between contracts
 * @returns The recognised sheets; `batches` reads their rows
 * @throws {UserError} exit 4, when a sheet cannot be read
 *
 * @example
 * ```ts
 * import { allExtracts } from "../extracts/all_extracts.ts";
 * import { readExtract } from "./read_extract.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const row = (number: number, ...texts: string[]) =>
 *   ({ number, cells: texts.map((text) => ({ kind: "text", text }) as const), hidden: false });
 * const table = [
 *   row(1, "Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"),
 *   row(2, "July 2019", "90-B3-D5-1F-30-01-00-00", "Alpha Energy", "1,200", "1,320"),
 * ];
 * const workbook = {
 *   format: "csv" as const,
 *   sheets: [{
 *     name: "csr",
 *     visibility: "visible" as const,
 *     rows: async function* () { yield table; },
 *     hiddenColumns: () => Promise.resolve([]),
 *   }],
 * };
 * const reading = await readExtract(workbook, { extracts: await allExtracts(), fileName: "csr.csv" });
 * const batches = await Array.fromAsync(reading.batches());
 * deepStrictEqual(batches[0]?.values.at(-1), [1320]);
 * deepStrictEqual(reading.problems, []);
 * ```
 */
export async function readExtract(
  workbook: Workbook,
  { extracts, fileName }: { readonly extracts: readonly Extract[]; readonly fileName: string },
): Promise<Reading> {
  const candidates: Candidate[] = [];
  for (const source of workbook.sheets) {
    candidates.push({ source, recognition: recogniseSheet(source.name, await topRows(source), extracts, fileName) });
  }
  const problems = new ProblemList();
  const notes: string[] = [];
  const fitting = choose(candidates, extracts, problems, notes);
  return {
    sheets: fitting.map(({ sheet }) => sheet),
    notes,
    get problems() {
      return problems.all();
    },
    batches: () => readBatches(fitting, extracts, fileName, problems, notes),
  };
}

type Fitting = { readonly source: Sheet; readonly sheet: RecognisedSheet; readonly match: HeaderMatch };

async function topRows(sheet: Sheet): Promise<Row[]> {
  const top: Row[] = [];
  for await (const rows of sheet.rows()) {
    top.push(...rows.slice(0, TOP_ROWS - top.length));
    if (top.length === TOP_ROWS) break;
  }
  return top;
}

/** Selects the sheets to load. A sheet left out becomes a problem if it may hold data, and otherwise a note. */
function choose(
  candidates: readonly Candidate[],
  extracts: readonly Extract[],
  problems: ProblemList,
  notes: string[],
): Fitting[] {
  const fitting: Fitting[] = [];
  const visible = candidates.filter(({ source }) => source.visibility === "visible");
  for (const { source, recognition } of visible) {
    switch (recognition.kind) {
      case "fits":
        fitting.push({ source, sheet: recognition.sheet, match: recognition.match });
        for (const problem of repeatedHeaders(source.name, recognition.match)) problems.add(problem);
        break;
      case "ambiguous":
        problems.add(ambiguous(source.name, recognition.matches));
        break;
      case "near":
        for (const problem of missingHeaders(source.name, recognition.match)) problems.add(problem);
        break;
      case "none":
        break;
    }
  }
  const skipped: string[] = [];
  const isAnyVisible = visible.some(({ recognition }) => recognition.kind !== "none");
  for (const { source, recognition } of candidates) {
    if (source.visibility === "visible") {
      if (recognition.kind === "none" && isAnyVisible) {
        skipped.push(source.name);
      }
    } else if (recognition.kind === "fits" || recognition.kind === "ambiguous") {
      const { extract } = recognition.kind === "fits" ? recognition.match : recognition.matches[0]!;
      if (isAnyVisible) {
        notes.push(`Skipped sheet "${oneLine(source.name)}" because it is hidden, although it fits ${extract.name}`);
      } else problems.add(onlyHidden(source.name, extract));
    }
  }
  if (skipped.length > FEW) {
    notes.push(`Skipped sheets because no row of them is the header of a known extract: ${quoted(skipped)}`);
  } else {
    for (const name of skipped) {
      notes.push(`Skipped sheet "${oneLine(name)}" because no row of it is the header of a known extract`);
    }
  }
  for (const { sheet } of fitting) {
    if (sheet.ignoredHeaders.length === 0) continue;
    notes.push(
      `Ignored columns of "${oneLine(sheet.sheet)}" that ${sheet.extract.name} does not have: ` +
        quoted(sheet.ignoredHeaders),
    );
  }
  if (fitting.length === 0 && problems.all().length === 0) {
    for (const problem of nothingFits(visible, extracts)) problems.add(problem);
  }
  return fitting;
}

/** `"Notes", "Contents" and 12 more`. */
function quoted(names: readonly string[]): string {
  const more = names.length - LISTED;
  return names.slice(0, LISTED).map((name) => `"${oneLine(name)}"`).join(", ") +
    (more > 0 ? ` and ${grouped(more)} more` : "");
}

/** A problem of a whole sheet or file. It may show headers, because they are not values. */
function structural(
  sheet: string | null,
  rule: string,
  suggestion: string | null,
  cell: string | null = null,
): Problem {
  const row = cell === null ? null : Number(cell.replace(/\D/g, ""));
  return {
    sheet,
    scope: "sheet",
    cell,
    row,
    column: null,
    header: null,
    rule,
    value: null,
    suggestion,
    classification: "white",
    cells: 1,
  };
}

function repeatedHeaders(sheet: string, match: HeaderMatch): Problem[] {
  return match.repeated.map(({ column, headers }) =>
    structural(
      sheet,
      `must have one column "${match.extract.columns[column]!.header}", not ${headers.length}: ` +
        headers.map((header) => header.place).join(", "),
      "rename or remove the others",
    )
  );
}

function missingHeaders(sheet: string, match: HeaderMatch): Problem[] {
  const headers = nearestHeaders(match);
  const others = otherUnits(match);
  return match.missing.map((column) => {
    const nearest = headers.get(column);
    const other = others.get(column);
    const { header } = match.extract.columns[column]!;
    if (other !== undefined) {
      return structural(
        sheet,
        `must have the column "${header}" of ${match.extract.name}: ${other.header.place} is another column, ` +
          `because its values are ${other.unit}`,
        `put ${columnHolds(match.extract.columns[column]!)} in each row under "${header}"`,
      );
    }
    return structural(
      sheet,
      `must have the column "${header}" of ${match.extract.name}, the extract its header in row ${match.row} comes nearest to`,
      nearest === undefined ? null : `rename ${nearest.place} to "${header}"`,
    );
  });
}

function ambiguous(sheet: string, [first, ...others]: readonly HeaderMatch[]): Problem {
  const lacking = others.flatMap((other) => other.missing.map((column) => other.extract.columns[column]!.header));
  const names = others.map((other) => other.extract.name).join(" and ");
  return structural(
    sheet,
    lacking.length === 0
      ? `must fit one extract, but its header in row ${first!.row} fits both ${first!.extract.name} and ${names}`
      : `must fit one extract, but its header in row ${first!.row} fits ${
        first!.extract.name
      }, and has more columns of ${names}, ` +
        `which lacks ${lacking.map((header) => `"${header}"`).join(", ")}`,
    lacking.length === 0
      ? areSideBySide(first!, others)
        ? "put each of the tables that stand side by side on a sheet of its own"
        : "keep the columns of one of them in the sheet"
      : `add what ${names} lacks, or say which extract it is in the file's name or a title line`,
  );
}

/** Whether the matches share no column: they are then tables side by side. */
function areSideBySide(first: HeaderMatch, others: readonly HeaderMatch[]): boolean {
  const indexes = [first, ...others].flatMap(({ matched }) => [...matched.values()].map(({ index }) => index));
  return new Set(indexes).size === indexes.length;
}

function onlyHidden(sheet: string, extract: Extract): Problem {
  return structural(
    sheet,
    `must be visible to be loaded, because it fits ${extract.name} but is hidden`,
    "unhide it and save the file",
  );
}

function nothingFits(visible: readonly Candidate[], extracts: readonly Extract[]): Problem[] {
  const known = `the known extracts are ${extracts.map((extract) => extract.name).join(", ")}`;
  const best =
    visible.flatMap(({ source, recognition }) =>
      recognition.kind === "none" && recognition.match !== null ? [{ source, match: recognition.match }] : []
    ).sort((left, right) => right.match.matched.size - left.match.matched.size)[0];
  if (best === undefined || best.match.matched.size < 2) {
    return [structural(null, "must have a visible sheet with the header row of a known extract", known)];
  }
  return missingHeaders(best.source.name, best.match);
}

async function* readBatches(
  fitting: readonly Fitting[],
  extracts: readonly Extract[],
  fileName: string,
  problems: ProblemList,
  notes: string[],
): AsyncGenerator<SheetBatch> {
  const known = knownHeaders(extracts);
  const tables: TableReader[] = [];
  for (const { source, sheet, match } of fitting) {
    const note = hiddenColumnsNote(sheet, await source.hiddenColumns());
    if (note !== null) notes.push(note);
    const claimed = match.repeated.flatMap(({ headers }) => headers);
    const headed = new Set([...sheet.columns, ...match.unclaimed, ...claimed].map((header) => header.index));
    const table = new TableReader(sheet, headed, known, problems, notes);
    tables.push(table);
    for await (const piece of source.pieces?.() ?? source.rows()) {
      for (let next = 0; next < piece.length;) {
        if (piece instanceof CellBlock) next = table.addBlock(piece, next);
        else table.add(piece[next++]!);
        if (table.batch.isFull) yield table.batch.take();
      }
    }
    table.finish();
    if (!table.batch.isEmpty) yield table.batch.take();
  }
  notes.push(...otherMonths(tables, fileName));
  for (const table of tables) {
    const period = latestPeriod(tables, table.recognised.extract);
    while (table.takeWaiting(period)) yield table.batch.take();
  }
  for (const table of tables) {
    const { sheet } = table.recognised;
    if (table.rowCount > 0) continue;
    if (tables.every((other) => other.rowCount === 0)) {
      problems.add(structural(sheet, "must have at least one row under its header", null));
    } else notes.push(`Read no row from sheet "${oneLine(sheet)}" because there is none under its header`);
  }
}

/**
 * Reports the hidden columns that were read. They are data, but the person who signs should know that nobody saw them.
 */
function hiddenColumnsNote({ sheet, columns }: RecognisedSheet, hidden: readonly ColumnRange[]): string | null {
  const read = columns.filter(({ index }) => hidden.some(({ first, last }) => index >= first && index <= last));
  if (read.length === 0) return null;
  const listed = read.map(({ letters, header }) => `${letters} "${oneLine(header)}"`).join(", ");
  return `Read hidden columns of "${oneLine(sheet)}" like any other: ${listed}`;
}

/** Reports a file name or title that names other months than the rows. The rows count, but somebody should check. */
function otherMonths(tables: readonly TableReader[], fileName: string): string[] {
  const notes: string[] = [];
  // The name of a growing list, such as the register, has the month of its latest issue.
  const dated = tables.filter(({ recognised: { extract } }) => extract.period !== null && extract.replaces !== "key");
  const spans = dated.flatMap(({ months }) => months === null ? [] : [months]);
  if (spans.length === 0) return notes;
  const all = {
    first: Math.min(...spans.map(({ first }) => first)),
    last: Math.max(...spans.map(({ last }) => last)),
  };
  const compare = (text: string, what: string, span: Months) => {
    const named = namedMonths(text);
    if (named === null || named.first <= span.last && named.last >= span.first) return;
    notes.push(`${what} says ${monthSpan(named)}, but its rows are of ${monthSpan(span)}: the rows count`);
  };
  compare(fileName, "The file's name", all);
  for (const { recognised: { sheet, titleLines }, months } of dated) {
    if (months === null) continue;
    for (const line of titleLines) {
      compare(line, `A title of "${oneLine(sheet)}"`, months);
    }
  }
  return notes;
}

type Months = { readonly first: number; readonly last: number };

/** `2019-07`, or `2019-04 to 2019-06`. */
function monthSpan({ first, last }: Months): string {
  const month = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 7);
  return first === last ? month(first) : `${month(first)} to ${month(last)}`;
}

/** The period of rows without one: the latest in the file, or that of the latest fallback date. */
function latestPeriod(tables: readonly TableReader[], extract: Extract): number | null {
  if (extract.period === null) return null;
  const same = tables.filter((table) => table.recognised.extract === extract);
  const latest = (days: (number | null)[]) =>
    days.reduce((late, day) => day !== null && (late === null || day > late) ? day : late, null);
  const period = latest(same.map((table) => table.latestPeriod));
  const fallback = latest(same.map((table) => table.latestFallback));
  return period ?? (fallback === null ? null : firstDayOf(extract.period.unit, fallback));
}
