import { plainHyphens } from "./plain_hyphens.ts";

/** The Regions whose Communications Service Provider a table can name by a letter or word: `CSPN`, `CSP North`. */
const REGIONS = ["North", "Central", "South"] as const;

/** How tables spell a Communications Service Provider together with its Region, for a contract's `spellings`. */
export const REGIONAL_PROVIDERS: readonly string[] = REGIONS.flatMap((region) => [
  `CSP${region[0]}`,
  ...[region[0], region].flatMap((name) => [`CSP ${name}`, `CSP-${name}`, `CSP - ${name}`, `CSP (${name})`]),
]);

/**
 * The Region that the spelling of a provider names.
 *
 * @param provider As the table spells it
 * @returns Null when it names none
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
