import type { SheetHeader } from "./header_row.ts";
import { headerSpellings } from "./header_spellings.ts";
import type { HeaderMatch } from "./match_header.ts";
import { nearestSpelling } from "../text/nearest_spelling.ts";
import { namesUnit, otherUnits } from "./other_units.ts";

/**
 * Which unclaimed headers of a sheet are likely the missing columns of a contract, misspelt.
 *
 * @returns The header for each missing column that has one; no header is given twice
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { headerRow } from "./header_row.ts";
 * import { matchHeader } from "./match_header.ts";
 * import { nearestHeaders } from "./nearest_headers.ts";
 * import { strictEqual } from "node:assert/strict";
 * const cells = ["User ID", "User Name", "Reporting Month", "Forecast Volume", "Actaul Volume"]
 *   .map((text) => ({ kind: "text", text }) as const);
 * const match = matchHeader(csr, headerRow({ number: 4, cells, hidden: false }));
 * strictEqual(nearestHeaders(match).get("actual_volume")?.place, 'E4 "Actaul Volume"');
 * ```
 */
export function nearestHeaders(match: HeaderMatch): ReadonlyMap<string, SheetHeader> {
  const { extract, missing, unclaimed } = match;
  const nearest = new Map<string, SheetHeader>();
  // A header in another unit is not misspelt: under the column's name its values would be wrong.
  const others = new Set([...otherUnits(match).values()].map(({ header }) => header));
  const free = new Set(unclaimed.filter((header) => !others.has(header) && !namesUnit(header)));
  for (const { column, canonical, also } of headerSpellings(extract)) {
    if (!missing.includes(column)) continue;
    const header = [...free].find(({ labels }) =>
      labels.some((label) => label !== "" && nearestSpelling(label, [canonical, ...also]) !== null)
    );
    if (header === undefined) continue;
    nearest.set(column, header);
    free.delete(header);
  }
  return nearest;
}
