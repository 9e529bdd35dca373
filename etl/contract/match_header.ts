import type { Extract } from "./extract.ts";
import type { HeaderRow, SheetHeader } from "./header_row.ts";
import { type HeaderSpellings, headerSpellings } from "./header_spellings.ts";
import { nearestSpelling } from "../text/nearest_spelling.ts";

/** The result of matching a header row with one contract. */
export interface HeaderMatch {
  readonly extract: Extract;
  readonly row: number;
  readonly firstRow: number;
  /** The contract's columns found in the row, by name. */
  readonly matched: ReadonlyMap<string, SheetHeader>;
  /** Columns that two or more headers claim equally well. */
  readonly repeated: readonly { readonly column: string; readonly headers: readonly SheetHeader[] }[];
  /** Columns that no header claims. */
  readonly missing: readonly string[];
  /** Headers that match no column of the contract. */
  readonly unclaimed: readonly SheetHeader[];
}

/**
 * Matches a header row with a contract.
 *
 * @param extract The contract
 * @param header The row, alone or with its banners
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { headerRow } from "./header_row.ts";
 * import { matchHeader } from "./match_header.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const cells = ["User ID", "User Name", "Reporting Month", "Forecast Volume", "Actaul Volume"]
 *   .map((text) => ({ kind: "text", text }) as const);
 * const match = matchHeader(csr, headerRow({ number: 4, cells, hidden: false }));
 * deepStrictEqual(match.missing, ["actual_volume"]);
 * deepStrictEqual(match.unclaimed.map((one) => one.place), ['E4 "Actaul Volume"']);
 * ```
 */
export function matchHeader(extract: Extract, { row, firstRow, headers }: HeaderRow): HeaderMatch {
  const columns = headerSpellings(extract);
  const taken = new Set<SheetHeader>();
  const matched = new Map<string, SheetHeader>();
  const most = Math.max(...headers.map(({ labels }) => labels.length), 0);
  const repeated: { column: string; headers: SheetHeader[] }[] = [];

  // Better spellings choose first. A header's own text precedes a text joined with its banner. The canonical header
  // precedes other spellings.
  for (let label = 0; label < most; label++) {
    for (const isCanonical of [true, false]) {
      for (const { column, canonical, also } of columns) {
        if (matched.has(column)) continue;
        const claims = headers.filter((header) => {
          const spelling = header.labels[label];
          if (spelling === undefined || taken.has(header)) return false;
          return isCanonical ? spelling === canonical : also.includes(spelling);
        });
        if (claims.length === 0) continue;
        if (claims.length > 1) repeated.push({ column, headers: claims });
        matched.set(column, claims[0]!);
        for (const claim of claims) taken.add(claim);
      }
    }
  }

  const unclaimed = headers.filter((header) => !taken.has(header));
  const isImplied = ({ column, canonical, also }: HeaderSpellings) =>
    matched.has(extract.columns[column]!.impliedBy ?? "") &&
    // A header close to the column's own name is a mistake to fix.
    !unclaimed.some(({ labels }) => labels.some((label) => nearestSpelling(label, [canonical, ...also]) !== null));
  const missing = columns.filter((one) => !matched.has(one.column) && !isImplied(one)).map(({ column }) => column);
  return { extract, row, firstRow, matched, repeated, missing, unclaimed };
}
