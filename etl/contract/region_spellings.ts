/**
 * How else the DCC's files write a Region: by its Communications Service Provider, whose one Region it is (CSP N, CSP C,
 * CSP S). "C&S" is no Region but two, and no row may be of both.
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
