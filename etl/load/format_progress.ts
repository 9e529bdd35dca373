import { oneLine } from "../text/one_line.ts";
import { grouped } from "../text/grouped.ts";
import type { LoadProgress } from "./load_files.ts";

/**
 * Where a load has got to, on one line.
 *
 * @example
 * ```ts
 * import { formatProgress } from "./format_progress.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(
 *   formatProgress({ name: "csr.xlsx", place: 1, files: 12, rows: 50000 }),
 *   "Reading 1 of 12: csr.xlsx, 50,000 rows",
 * );
 * ```
 */
export function formatProgress({ name, place, files, rows }: LoadProgress): string {
  return `Reading ${place} of ${files}: ${oneLine(name)}${rows > 0 ? `, ${grouped(rows)} rows` : ""}`;
}
