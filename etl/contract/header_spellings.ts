import type { Extract } from "./extract.ts";
import { normaliseHeader } from "./normalise_header.ts";

/** The normalised header spellings of one column. */
export interface HeaderSpellings {
  /** The column's name. */
  readonly column: string;
  readonly canonical: string;
  /** The contract's other spellings, and every spelling followed by the column's unit: `Actual Volume (requests)`. */
  readonly also: readonly string[];
}

const KNOWN = new WeakMap<Extract, readonly HeaderSpellings[]>();

/**
 * Lists the normalised header spellings of a contract's columns, in contract order. The list is cached per contract.
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { headerSpellings } from "./header_spellings.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(headerSpellings(csr)[3]?.canonical, "forecastvolume");
 * ```
 */
export function headerSpellings(extract: Extract): readonly HeaderSpellings[] {
  let spellings = KNOWN.get(extract);
  if (spellings === undefined) {
    spellings = Object.entries(extract.columns).map(([column, { kind, header, also = [], unit = "" }]) => {
      const written = [header, ...also];
      const withUnit = written.map((spelling) => `${spelling} ${unit}`);
      // A percentage header may omit the percent sign when no other column has that header.
      const bare = kind === "percent" ? written.map((spelling) => spelling.replaceAll("%", "")) : [];
      return {
        column,
        canonical: normaliseHeader(header),
        also: [...also, ...withUnit, ...bare].map(normaliseHeader),
      };
    });
    KNOWN.set(extract, spellings);
  }
  return spellings;
}

/**
 * Lists every normalised header spelling of some contracts.
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { knownHeaders } from "./header_spellings.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(knownHeaders([csr]).has("userid"), true);
 * ```
 */
export function knownHeaders(extracts: readonly Extract[]): ReadonlySet<string> {
  return new Set(extracts.flatMap(headerSpellings).flatMap(({ canonical, also }) => [canonical, ...also]));
}
