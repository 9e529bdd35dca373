import type { SheetHeader } from "./header_row.ts";
import { headerSpellings } from "./header_spellings.ts";
import type { HeaderMatch } from "./match_header.ts";
import { nearestSpelling } from "../text/nearest_spelling.ts";
import { namesUnit, otherUnits } from "./other_units.ts";

/**
 * Finds unclaimed headers of a sheet that are probably misspelt columns of a contract.
 *
 * @returns The likely header of each missing column. No header appears twice.
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
  // A header in another unit is not misspelt. Renaming it would give wrong values.
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
