import { plainHyphens } from "./plain_hyphens.ts";

/** The Regions that identify a Communications Service Provider by a letter or word: `CSPN`, `CSP North`. */
const REGIONS = ["North", "Central", "South"] as const;

/** Spellings of a Communications Service Provider with its Region, for a contract's `spellings`. */
export const REGIONAL_PROVIDERS: readonly string[] = REGIONS.flatMap((region) => [
  `CSP${region[0]}`,
  ...[region[0], region].flatMap((name) => [`CSP ${name}`, `CSP-${name}`, `CSP - ${name}`, `CSP (${name})`]),
]);

/**
 * Finds the Region in the spelling of a provider.
 *
 * @param provider As the table spells it
 * @returns Null when the spelling names no Region
 *
 * @example
 * ```ts
 * import { regionOfProvider } from "./provider_regions.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(regionOfProvider("CSPN"), "North");
 * strictEqual(regionOfProvider("csp central"), "Central");
 * strictEqual(regionOfProvider("DSP"), null);
 * ```
 */
export function regionOfProvider(provider: string): string | null {
  const name = /^csp[\s(-]*(n|north|c|central|s|south)\)?$/i.exec(plainHyphens(provider).trim())?.[1];
  return name === undefined ? null : REGIONS.find((region) => region[0] === name[0]!.toUpperCase())!;
}
