import { columnLetters } from "../workbook/address.ts";
import type { Row } from "../workbook/cell.ts";
import type { Extract } from "./extract.ts";
import { type HeaderRow, headerRow, headerText, MOST_BANNERS } from "./header_row.ts";
import { knownHeaders } from "./header_spellings.ts";
import { type HeaderMatch, matchHeader } from "./match_header.ts";
import { nearestHeaders } from "./nearest_headers.ts";
import { otherUnits } from "./other_units.ts";
import type { RecognisedSheet } from "./reading.ts";

/** Behind the last column that a sheet can have: there is no cell. */
const NO_COLUMN = 16_384;

/** What the top of a sheet says of it. */
export type Recognition =
  /** It fits one contract. `repeated` columns are still a mistake of the sheet. */
  | { readonly kind: "fits"; readonly sheet: RecognisedSheet; readonly match: HeaderMatch }
  /** It fits several contracts, or fits one and nearly fits another that explains more of its headers. */
  | { readonly kind: "ambiguous"; readonly matches: readonly HeaderMatch[] }
  /** A header is missing or misspelt, and it is plain which. */
  | { readonly kind: "near"; readonly match: HeaderMatch }
  /** Nothing a contract knows: a cover, contents, notes; `match` is the least bad, if any header is known at all. */
  | { readonly kind: "none"; readonly match: HeaderMatch | null };

/**
 * Finds which contract a sheet is of, and where its table starts.
 *
 * @param name The sheet's name
 * @param top The sheet's first rows that hold a cell
 * @param extracts The contracts
 * @param fileName A hint, as are the sheet's name and the lines above its header
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
    // One known word is chance: a title line, a row of data.
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

/** The row alone, and with the rows directly above it. */
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

/** The match that finds more of its contract's columns; the first of equals. */
function fuller(first: HeaderMatch, second: HeaderMatch): HeaderMatch {
  return second.matched.size > first.matched.size ? second : first;
}

/** The match that says more about the sheet, counting a misspelt header as half; the first of equals. */
function better(first: HeaderMatch, second: HeaderMatch): HeaderMatch {
  // Likenesses are costly to find, and cannot make up for few headers known.
  if (second.matched.size * 2 < first.matched.size) return first;
  const score = (match: HeaderMatch) => {
    const misspelt = nearestHeaders(match).size;
    return match.matched.size + misspelt / 2 - (match.missing.length - misspelt) / 2;
  };
  return score(second) > score(first) ? second : first;
}

/** Headers a contract accounts for: those it knows, and those it would know if spelt right or in its unit. */
function explained(match: HeaderMatch): number {
  return match.matched.size + nearestHeaders(match).size + otherUnits(match).size;
}

/** At most one column cannot be found even under another spelling, and most headers are right. */
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
  // The headers of csr_variance are among those of sr_variance: the contract that takes in the other's columns wins.
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
    // What a sheet lacks stands in the column that implies it.
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
