import { columnLetters } from "../workbook/address.ts";
import type { Cell, Row } from "../workbook/workbook.ts";
import { cleanText } from "./clean_text.ts";
import type { Extract } from "./extract.ts";
import { nearestSpelling } from "./nearest_spelling.ts";
import { normaliseHeader } from "./normalise_header.ts";

/** A header in a sheet, as spelt there. */
export interface SheetHeader {
  readonly index: number;
  readonly text: string;
  /** `C5 "Regoin"`, for messages. */
  readonly place: string;
}

/** How the headers of one row (or of a row and the banner above it) meet one contract. */
export interface HeaderMatch {
  readonly extract: Extract;
  /** The header's (lower) row, 1-based. */
  readonly row: number;
  /** The first row that the header takes: the same, or the banner's. */
  readonly firstRow: number;
  /** The contract's columns that stand there. */
  readonly matched: ReadonlyMap<string, SheetHeader>;
  /** Columns that two or more headers claim equally well. */
  readonly repeated: readonly { readonly column: string; readonly headers: readonly SheetHeader[] }[];
  /** Columns that no header claims, each with the unclaimed header that comes nearest to it. */
  readonly missing: readonly { readonly column: string; readonly nearest: SheetHeader | null }[];
  /** Headers that are no column of the contract. */
  readonly unclaimed: readonly SheetHeader[];
}

/** A header with the spellings it may be read as, best first: its own text, then its text with the banner above it. */
interface Labelled extends SheetHeader {
  readonly labels: readonly string[];
}

/**
 * Holds a row's cells against a contract's headers.
 *
 * @param extract The contract
 * @param row The row that may be the header
 * @param banner The row directly above it, whose texts may span several columns (merged cells hold their text in the
 * first); null to take the row alone
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { matchHeader } from "./match_header.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const cells = ["User ID", "User Name", "Reporting Month", "Forecast Volume", "Actaul Volume"]
 *   .map((text) => ({ kind: "text", text }) as const);
 * const match = matchHeader(csr, { number: 4, cells, hidden: false }, null);
 * deepStrictEqual(match.missing.map((one) => [one.column, one.nearest?.place]), [["actual_volume", 'E4 "Actaul Volume"']]);
 * ```
 */
export function matchHeader(extract: Extract, row: Row, banner: Row | null): HeaderMatch {
  const headers = labelled(row, banner);
  const taken = new Set<number>();
  const matched = new Map<string, SheetHeader>();
  const repeated: { column: string; headers: SheetHeader[] }[] = [];

  // The better a spelling, the earlier it chooses: the canonical header, another spelling, one joined with its banner.
  const columns = Object.entries(extract.columns);
  for (const [labelOf, isCanonical] of [[0, true], [0, false], [1, true], [1, false], [2, true], [2, false]] as const) {
    for (const [name, column] of columns) {
      if (matched.has(name)) continue;
      const spellings = (isCanonical ? [column.header] : column.also ?? []).map(normaliseHeader);
      const claims = headers.filter((header) =>
        !taken.has(header.index) && header.labels[labelOf] !== undefined && spellings.includes(header.labels[labelOf])
      );
      if (claims.length === 0) continue;
      if (claims.length > 1) repeated.push({ column: name, headers: claims });
      matched.set(name, claims[0]!);
      for (const claim of claims) taken.add(claim.index);
    }
  }

  const unclaimed = headers.filter((header) => !taken.has(header.index));
  // Where no header is known, likenesses are chance: a row of data, a title.
  const free = new Set(matched.size === 0 ? [] : unclaimed);
  const missing = columns.filter(([name]) => !matched.has(name)).map(([name, column]) => {
    const spellings = [column.header, ...column.also ?? []].map(normaliseHeader);
    const nearest = [...free].find((header) =>
      header.labels.some((label) =>
        label !== "" && nearestSpelling(label, spellings) !== null
      )
    ) ?? null;
    if (nearest !== null) free.delete(nearest);
    return { column: name, nearest };
  });
  return { extract, row: row.number, firstRow: (banner ?? row).number, matched, repeated, missing, unclaimed };
}

/** The text a header cell shows; empty for a blank. */
export function headerText(cell: Cell | undefined): string {
  switch (cell?.kind) {
    case undefined:
      return "";
    case "text":
      return cleanText(cell.text);
    case "date":
      return cell.iso;
    case "number":
    case "boolean":
      return String(cell.value);
    case "error":
      return cell.text;
    case "uncached":
      return `=${cell.formula}`;
  }
}

function labelled(row: Row, banner: Row | null): Labelled[] {
  const headers: Labelled[] = [];
  let above = "";
  for (let index = 0; index < Math.max(row.cells.length, banner?.cells.length ?? 0); index++) {
    const own = headerText(row.cells[index]);
    const top = headerText(banner?.cells[index]);
    if (top !== "") above = top;
    // A cell merged over both rows holds its text in the upper one.
    const text = own === "" ? top : own;
    if (text === "") continue;
    const number = own === "" ? banner!.number : row.number;
    headers.push({
      index,
      text,
      place: `${columnLetters(index)}${number} "${text}"`,
      labels: [text, ...own !== "" && above !== "" ? [`${above} ${own}`, `${own} ${above}`] : []].map(normaliseHeader),
    });
  }
  return headers;
}
