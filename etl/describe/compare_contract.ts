import { columnHolds } from "../contract/column_holds.ts";
import type { Extract } from "../contract/extract.ts";
import type { HeaderMatch } from "../contract/match_header.ts";
import { nearestHeaders } from "../contract/nearest_headers.ts";
import { oneLine } from "../text/one_line.ts";
import type { Recognition } from "../contract/recognise_sheet.ts";
import { grouped } from "../text/grouped.ts";
import type { CellKind } from "./cell_facts.ts";
import type { ContractComparison } from "./description.ts";
import type { ColumnProfile } from "./column_profile.ts";

/** Headers listed in one sentence. */
const LISTED = 12;

/** The result of a trial load of one sheet. */
export interface TrialLoad {
  readonly goodRows: number;
  readonly problems: readonly string[];
}

/**
 * Compares a table with the nearest contract and lists the differences.
 *
 * @param recognition The result of the recognition that a load uses
 * @param nearest The nearest contract, when the recognition found none
 * @param columns The table's columns
 * @param rehearsal The trial load, when the sheet fits a contract
 * @returns Null when no contract knows any of the headers
 *
 * @example
 * ```ts
 * import { compareContract } from "./compare_contract.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(compareContract({ kind: "none", match: null }, null, [], null), null);
 * ```
 */
export function compareContract(
  recognition: Recognition,
  nearest: HeaderMatch | null,
  columns: readonly ColumnProfile[],
  rehearsal: TrialLoad | null,
): ContractComparison | null {
  const match = recognition.kind === "ambiguous" ? recognition.matches[0]! : recognition.match ?? nearest;
  if (match === null || match.matched.size === 0) return null;
  const { extract } = match;
  const fit = recognition.kind === "none" ? "far" : recognition.kind;
  return {
    extract: extract.name,
    title: extract.title,
    fit,
    matched: match.matched.size,
    columns: Object.keys(extract.columns).length,
    differences: [
      ...(recognition.kind === "ambiguous" ? recognition.matches.slice(1).map(alsoFits) : []),
      ...match.repeated.map(({ column, headers }) =>
        `"${extract.columns[column]!.header}" appears ${headers.length} times: ${
          headers.map((header) => header.place).join(", ")
        }`
      ),
      ...missing(match),
      ...unknown(match),
      ...(fit === "fits" ? [] : misfits(match, columns)),
    ],
    goodRows: rehearsal?.goodRows ?? null,
    problems: rehearsal?.problems ?? [],
  };
}

function alsoFits({ extract, missing }: HeaderMatch): string {
  const lacking = missing.map((column) => `"${extract.columns[column]!.header}"`);
  return lacking.length === 0
    ? `fits ${extract.name} as well: keep the columns of one of them`
    : `has more columns of ${extract.name}, but for ${
      lacking.join(", ")
    }: say which it is in the file's name or a title`;
}

function missing(match: HeaderMatch): string[] {
  const likely = nearestHeaders(match);
  return match.missing.map((name) => {
    const column = match.extract.columns[name]!;
    const header = likely.get(name);
    return `lacks "${column.header}", ${columnHolds(column)}` +
      (header === undefined ? "" : `: rename ${header.place}, if that is the column`);
  });
}

function unknown(match: HeaderMatch): string[] {
  const likely = new Set(nearestHeaders(match).values());
  const places = match.unclaimed.filter((header) => !likely.has(header)).map((
    header,
  ) => oneLine(header.place, 60));
  if (places.length === 0) return [];
  const more = places.length > LISTED ? ` and ${places.length - LISTED} more` : "";
  return [
    `has columns it does not know: ${places.slice(0, LISTED).join(", ")}${more}`,
  ];
}

/** Lists the cells that the contract's columns would reject because of their kind. */
function misfits(
  match: HeaderMatch,
  profiles: readonly ColumnProfile[],
): string[] {
  return [...match.matched].flatMap(([name, header]) => {
    const profile = profiles.find((one) => one.index === header.index);
    const column = match.extract.columns[name]!;
    const kind = cellKind(match.extract, name);
    if (profile === undefined || profile.filled === 0) return [];
    const refused = profile.filled - profile.taken(kind);
    const blanks = column.blank === undefined ? profile.blank : 0;
    return [
      ...(refused === 0 ? [] : [
        `${header.place} must be ${columnHolds(column)}: ${grouped(refused)} of ${grouped(profile.filled)} cells are ` +
        `not, first ${profile.firstRefused(kind)}`,
      ]),
      ...(blanks === 0 ? [] : [`${header.place} must not be blank: ${grouped(blanks)} are`]),
    ];
  });
}

function cellKind(extract: Extract, name: string): CellKind {
  const { kind, isWholeNumberSafe } = extract.columns[name]!;
  return kind === "text" && isWholeNumberSafe ? "code" : kind;
}
