import type { SampleCell, SampleRow, SampleSheet } from "./sample_workbook.ts";

/** What every sample says on its face. */
export const SYNTHETIC = "SYNTHETIC SAMPLE DATA: generated, no real User, Device, Party or person";

/** A table as the DCC dresses it. */
export interface DressedTable {
  readonly title: string;
  /** `Amber`, say; the sheet shows "Classification: Amber". */
  readonly classification: string;
  /** "As at" line, without those words: `14 August 2019`. */
  readonly asAt: string;
  /** Header row or rows. Two rows: a banner above the headers. */
  readonly header: readonly (readonly SampleCell[])[];
  readonly rows: readonly (readonly SampleCell[])[];
  /** Totals row under the data. */
  readonly totals?: readonly SampleCell[];
  /** Notes under the table, after a blank row. */
  readonly notes?: readonly string[];
  /** Row the (last) header row stands on, 4 to 8. Default: 6. */
  readonly headerRow?: number;
}

/**
 * The rows of a sheet with a table on it: title, marking and "as at" lines above the header, totals and notes below.
 *
 * @throws {RangeError} when the furniture does not fit above the header row asked for
 *
 * @example
 * ```ts
 * import { dress } from "./furniture.ts";
 * import { strictEqual } from "node:assert/strict";
 * const rows = dress({ title: "T", classification: "White", asAt: "1 May 2019", header: [["A"]], rows: [["x"]] });
 * strictEqual(rows[5]?.cells[0], "A");
 * ```
 */
export function dress(table: DressedTable): SampleRow[] {
  const above: SampleRow[] = [
    { cells: [table.title], dress: "title" },
    { cells: [`Classification: ${table.classification}`], dress: "marking" },
    { cells: [`${SYNTHETIC} | As at ${table.asAt}`], dress: "marking" },
  ];
  const blanks = (table.headerRow ?? 6) - table.header.length - above.length;
  if (blanks < 0) throw new RangeError(`Cannot put the header of "${table.title}" on row ${table.headerRow}: no room`);
  for (let blank = 0; blank < blanks; blank++) above.push({ cells: [] });
  return [
    ...above,
    ...table.header.map((cells) => ({ cells, dress: "header" as const })),
    ...table.rows.map((cells) => ({ cells })),
    ...(table.totals ? [{ cells: table.totals, dress: "totals" as const }] : []),
    ...(table.notes ? [{ cells: [] }, ...table.notes.map((note) => ({ cells: [note], dress: "note" as const }))] : []),
  ];
}

/**
 * A cover sheet: title, marking, what the workbook is, and nothing a contract could take for data.
 */
export function cover(title: string, classification: string, lines: readonly string[]): SampleSheet {
  return {
    name: "Cover",
    rows: [
      { cells: [] },
      { cells: [null, title], dress: "title" },
      { cells: [null, `Classification: ${classification}`], dress: "marking" },
      { cells: [null, SYNTHETIC], dress: "marking" },
      { cells: [] },
      ...lines.map((line) => ({ cells: [null, line] })),
    ],
    widths: [3, 90],
  };
}

/** A contents sheet: the other sheets and what is on each. */
export function contents(entries: readonly (readonly [sheet: string, holds: string])[]): SampleSheet {
  return {
    name: "Contents",
    rows: [
      { cells: ["Contents"], dress: "title" },
      { cells: [SYNTHETIC], dress: "marking" },
      { cells: [] },
      { cells: ["Sheet", "What it holds"], dress: "header" },
      ...entries.map((entry) => ({ cells: entry })),
    ],
    widths: [28, 70],
  };
}
