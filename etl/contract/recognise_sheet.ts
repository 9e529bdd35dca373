import { columnLetters } from "../workbook/address.ts";
import type { Row } from "../workbook/cell.ts";
import type { Extract } from "./extract.ts";
import { type HeaderRow, headerRow, headerText, MOST_BANNERS } from "./header_row.ts";
import { knownHeaders } from "./header_spellings.ts";
import { type HeaderMatch, matchHeader } from "./match_header.ts";
import { nearestHeaders } from "./nearest_headers.ts";
import { otherUnits } from "./other_units.ts";
import type { RecognisedSheet } from "./reading.ts";

/** An index after the last column that a sheet can have. No cell is there. */
const NO_COLUMN = 16_384;

/** The result of reading the top of a sheet. */
export type Recognition =
  /** It fits one contract. Columns in `repeated` are still mistakes. */
  | { readonly kind: "fits"; readonly sheet: RecognisedSheet; readonly match: HeaderMatch }
  /** It fits several contracts. Or it fits one and nearly fits another that explains more of its headers. */
  | { readonly kind: "ambiguous"; readonly matches: readonly HeaderMatch[] }
  /** One contract nearly fits: a header is missing or misspelt. */
  | { readonly kind: "near"; readonly match: HeaderMatch }
  /** No contract fits: a cover, contents or notes. `match` is the best of them, if any header is known. */
  | { readonly kind: "none"; readonly match: HeaderMatch | null };

/**
 * Finds the contract of a sheet and the start of its table.
 *
 * @param name The sheet's name
 * @param top The sheet's first rows that hold a cell
 * @param extracts The contracts
 * @param fileName A hint, like the sheet's name and the lines above its header
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { recogniseSheet } from "./recognise_sheet.ts";
 * import { strictEqual } from "node:assert/strict";
 * const row = (number: number, ...texts: string[]) =>
 *   ({ number, cells: texts.map((text) => ({ kind: "text", text }) as const), hidden: false });
 * const top = [
 *   row(1, "CSR Variance, July 2019"),
 *   row(3, "Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"),
 * ];
 * const recognition = recogniseSheet("Variance", top, [csr], "csr-2019-07.xlsx");
 * strictEqual(recognition.kind === "fits" && recognition.sheet.headerRow, 3);
 * ```
 */
export function recogniseSheet(
  name: string,
  top: readonly Row[],
  extracts: readonly Extract[],
  fileName: string,
): Recognition {
  const known = knownHeaders(extracts);
  let best: HeaderMatch | null = null;
  for (const position of top.keys()) {
    // One known word can be chance: a title line, a row of data.
    const forms = headerForms(top, position).filter(({ headers }) =>
      headers.filter(({ labels }) => labels.some((label) => known.has(label))).length >= 2
    );
    if (forms.length === 0) continue;
    const matches = extracts.map((extract) => forms.map((form) => matchHeader(extract, form)).reduce(fuller));
    const complete = matches.filter((match) => match.missing.length === 0);
    if (complete.length > 0) return decide(name, top, matches, complete, fileName);
    best = matches.reduce(better, best ?? matches[0]!);
  }
  if (best === null || best.matched.size === 0) return { kind: "none", match: null };
  return { kind: isNear(best) ? "near" : "none", match: best };
}

/** The row alone, then with the rows directly above it. */
function headerForms(top: readonly Row[], position: number): HeaderRow[] {
  const row = top[position]!;
  const forms = [headerRow(row)];
  const banners: Row[] = [];
  while (banners.length < MOST_BANNERS) {
    const above = top[position - banners.length - 1];
    if (above?.number !== row.number - banners.length - 1) break;
    banners.push(above);
    forms.push(headerRow(row, [...banners]));
  }
  return forms;
}

/** The match with more columns of its contract. The first wins a tie. */
function fuller(first: HeaderMatch, second: HeaderMatch): HeaderMatch {
  return second.matched.size > first.matched.size ? second : first;
}

/** The match that explains more of the sheet. A misspelt header counts as half. The first wins a tie. */
function better(first: HeaderMatch, second: HeaderMatch): HeaderMatch {
  // The search for similar headers is slow, and cannot make up for few known headers.
  if (second.matched.size * 2 < first.matched.size) return first;
  const score = (match: HeaderMatch) => {
    const misspelt = nearestHeaders(match).size;
    return match.matched.size + misspelt / 2 - (match.missing.length - misspelt) / 2;
  };
  return score(second) > score(first) ? second : first;
}

/** Counts the headers that a contract explains: known, misspelt, or in another unit. */
function explained(match: HeaderMatch): number {
  return match.matched.size + nearestHeaders(match).size + otherUnits(match).size;
}

/** Whether most headers are known and at most one column is missing even under another spelling. */
function isNear(match: HeaderMatch): boolean {
  const columns = Object.keys(match.extract.columns).length;
  return match.matched.size * 2 >= columns && explained(match) >= columns - 1;
}

function decide(
  name: string,
  top: readonly Row[],
  matches: readonly HeaderMatch[],
  complete: readonly HeaderMatch[],
  fileName: string,
): Recognition {
  const indexes = (match: HeaderMatch) => new Set([...match.matched.values()].map((header) => header.index));
  // The headers of csr_variance are among those of sr_variance. The contract that covers the other's columns wins.
  const fitting = complete.filter((match) =>
    !complete.some((other) => other.matched.size > match.matched.size && indexes(match).isSubsetOf(indexes(other)))
  );
  if (fitting.length > 1) return { kind: "ambiguous", matches: fitting };
  const match = fitting[0]!;

  const titleLines = top.filter((row) => row.number < match.firstRow)
    .flatMap((row) => row.cells.map(headerText)).filter((text) => text !== "");
  const hints = [fileName, name, ...titleLines].map((text) => text.replace(/[^\p{L}\p{N}]+/gu, " "));
  const isHinted = (extract: Extract) => hints.some((hint) => extract.hint.test(hint));
  const rivals = matches.filter((other) =>
    other.missing.length > 0 && other.matched.size + other.unclaimed.length > match.matched.size &&
    explained(other) > match.matched.size && isNear(other) &&
    !(isHinted(match.extract) && !isHinted(other.extract))
  );
  if (rivals.length > 0) return { kind: "ambiguous", matches: [match, ...rivals] };

  const columns = Object.keys(match.extract.columns).map((column) => {
    const own = match.matched.get(column);
    // An absent column takes the header of the column that implies it.
    const header = own ?? match.matched.get(match.extract.columns[column]!.impliedBy!)!;
    const index = own?.index ?? NO_COLUMN;
    return { name: column, index, letters: columnLetters(header.index), header: header.text };
  });
  const ignoredHeaders = match.unclaimed.map((header) => header.text);
  return {
    kind: "fits",
    match,
    sheet: { sheet: name, extract: match.extract, headerRow: match.row, columns, ignoredHeaders, titleLines },
  };
}
