const CELL_ADDRESS = /^[a-z]{1,3}[0-9]{1,7}$/;
const ROW_AND_COLUMN = /^r[0-9]*(c[0-9]*)?$|^c[0-9]*$/;
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;
const TAKEN = /^(cover|contents|notes|history|marking)$/;

/**
 * What is wrong with a name that becomes a file, a sheet and an Excel table; null when nothing is.
 *
 * @example
 * ```ts
 * import { nameProblem } from "./name_problem.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(nameProblem("csr_variance_summary"), null);
 * strictEqual(nameProblem("csr2019"), "reads as a cell address in Excel");
 * ```
 */
export function nameProblem(name: string): string | null {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) return "is not lower case letters, digits and underscores after a letter";
  if (name.length > 100) return "is longer than 100 characters";
  if (CELL_ADDRESS.test(name) || ROW_AND_COLUMN.test(name)) return "reads as a cell address in Excel";
  if (DEVICE.test(name)) return "is a device on Windows";
  if (TAKEN.test(name)) return "is taken by a sheet or file that every annex has, or by Excel";
  return null;
}
