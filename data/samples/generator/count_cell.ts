import type { Random } from "./random.ts";
import type { SampleCell } from "./sample_workbook.ts";

/**
 * A count as a person may have left it: mostly a number, here and there text with thousands separators.
 *
 * @param value The count; null stays blank
 * @param share How many of them are text, from 0 to 1
 *
 * @example
 * ```ts
 * import { countCell } from "./count_cell.ts";
 * import { Random } from "./random.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(countCell(1234567, new Random("doc"), 1), "1,234,567");
 * ```
 */
export function countCell(value: number | null, random: Random, share = 0.02): SampleCell {
  if (value === null) return null;
  return random.chance(share) ? String(value).replace(/\B(?=(\d{3})+$)/g, ",") : value;
}
