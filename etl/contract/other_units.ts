import { cleanText } from "../text/clean_text.ts";
import type { SheetHeader } from "./header_row.ts";
import { headerSpellings } from "./header_spellings.ts";
import type { HeaderMatch } from "./match_header.ts";
import { normaliseHeader } from "./normalise_header.ts";

/** A header that names a column of the contract in another unit. */
export interface OtherUnit {
  readonly header: SheetHeader;
  /** The unit of its values: "percentages", "thousands". */
  readonly unit: string;
}

/** Units that a header can add to a column's name, in the form that {@link normaliseHeader} returns. */
const UNITS: readonly (readonly [unit: string, mark: RegExp])[] = [
  ["sums of money", /\p{Sc}(?:k|000s?|m|mn|bn|millions?|thousands?)?|(?:gbp|eur|usd|pounds?|sterling|pence)$/gu],
  ["percentages", /%/g],
  ["millions", /(?:in)?(?:millions?|mn?|mio)$|^millions?(?:of)?/g],
  ["billions", /(?:in)?(?:billions?|bn)$/g],
  [
    "thousands",
    /(?:in)?(?:x?1?000s?|thousands?|k)(?=$|requests|events|premises|devices)|^(?:000s?|thousands?(?:of)?)/g,
  ],
];

/**
 * Finds unclaimed headers that name a missing column in another unit. `Actual %` or `Actual Volume (000s)` is not a
 * column of requests. Such a header must never be renamed.
 *
 * @returns The headers, keyed by the name of the missing column
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { headerRow } from "./header_row.ts";
 * import { matchHeader } from "./match_header.ts";
 * import { otherUnits } from "./other_units.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const cells = ["User ID", "User Name", "Reporting Month", "Forecast Volume", "Actual %"]
 *   .map((text) => ({ kind: "text", text }) as const);
 * const others = otherUnits(matchHeader(csr, headerRow({ number: 4, cells, hidden: false })));
 * deepStrictEqual([...others].map(([column, { unit }]) => [column, unit]), [["actual_volume", "percentages"]]);
 * ```
 */
export function otherUnits({ extract, missing, unclaimed }: HeaderMatch): ReadonlyMap<string, OtherUnit> {
  const found = new Map<string, OtherUnit>();
  const taken = new Set<SheetHeader>();
  for (const { column, canonical, also } of headerSpellings(extract)) {
    if (!missing.includes(column)) continue;
    const spellings = new Set([canonical, ...also]);
    for (const header of unclaimed) {
      const unit = taken.has(header) ? null : addedUnit(header, spellings);
      if (unit === null) continue;
      found.set(column, { header, unit });
      taken.add(header);
      break;
    }
  }
  return found;
}

/**
 * Whether a header says that its values are percentages, money, thousands or millions.
 *
 * @example
 * ```ts
 * import { headerRow } from "./header_row.ts";
 * import { namesUnit } from "./other_units.ts";
 * import { strictEqual } from "node:assert/strict";
 * const cells = [{ kind: "text", text: "Forcast Volume (000s)" }] as const;
 * strictEqual(namesUnit(headerRow({ number: 1, cells, hidden: false }).headers[0]!), true);
 * ```
 */
export function namesUnit({ text, labels }: SheetHeader): boolean {
  return /\p{Sc}|\b(?:gbp|eur|usd|pounds|sterling)\b|\b0{3}s?\b|\b(?:thousands|millions|billions)\b|[([](?:k|mn?|bn)[)\]]/iu
    .test(text) || labels.some((label) => label.includes("%"));
}

/** The unit that a header adds to one of the spellings. Null when it adds none. */
function addedUnit({ text, labels }: SheetHeader, spellings: ReadonlySet<string>): string | null {
  for (const label of labels) {
    for (const [unit, mark] of UNITS) {
      const base = label.replace(mark, "");
      if (base !== label && base !== "" && spellings.has(base)) return unit;
    }
  }
  const qualifier = /^(.*\S)\s*[([]([^()[\]]+)[)\]]$/s.exec(cleanText(text));
  if (qualifier === null || !spellings.has(normaliseHeader(qualifier[1]!))) return null;
  return `"${qualifier[2]!.trim()}"`;
}
