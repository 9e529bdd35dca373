import { oneLine } from "../contract/one_line.ts";
import { grouped } from "./grouped.ts";
import type { LoadProgress } from "./load_files.ts";

/**
 * Where a load has got to, on one line.
 *
 * @example
 * ```ts
 * import { describeProgress } from "./describe_progress.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(
 *   describeProgress({ name: "csr.xlsx", place: 1, files: 12, rows: 50000 }),
 *   "Reading 1 of 12: csr.xlsx, 50,000 rows",
 * );
 * ```
 */
export function describeProgress({ name, place, files, rows }: LoadProgress): string {
  return `Reading ${place} of ${files}: ${oneLine(name)}${rows > 0 ? `, ${grouped(rows)} rows` : ""}`;
}
