/**
 * Other spellings of a Region in the DCC's files: its Communications Service Provider (CSP N, CSP C, CSP S). Each
 * provider has one Region. "C&S" is absent, because it is two Regions and a row belongs to one.
 *
 * @example
 * ```ts
 * import { REGION_SPELLINGS } from "./region_spellings.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(REGION_SPELLINGS.North[0], "CSP North");
 * ```
 */
export const REGION_SPELLINGS = {
  North: ["CSP North", "CSP N"],
  Central: ["CSP Central", "CSP C"],
  South: ["CSP South", "CSP S"],
} as const;
