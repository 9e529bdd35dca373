import { grouped } from "../text/grouped.ts";
import type { JoinedLabel } from "./joined_labels.ts";

/** More cells than this help nobody to find a spelling. */
const CELLS = 5;

/**
 * What a load says of spellings that count as one label, on one line. Spellings that may not be shown are told by their
 * cells.
 *
 * @example
 * ```ts
 * import { formatJoinedLabel } from "./format_joined_label.ts";
 * import { strictEqual } from "node:assert/strict";
 * const joined = {
 *   extract: "network_enhancement_plans", kind: "plan kind", classification: "green", label: "Mesh",
 *   spellings: ["Mesh", "MESH"], spellingCount: 2, rows: 12, cells: ["nep.xlsx Plans!D5", "nep.xlsx Plans!D9"],
 * } as const;
 * strictEqual(formatJoinedLabel(joined), 'joined      2 spellings of "Mesh" (plan kind, 12 rows): "Mesh", "MESH"');
 * strictEqual(
 *   formatJoinedLabel({ ...joined, classification: "amber", label: null, spellings: null }),
 *   "joined      2 spellings of one plan kind (12 rows) at nep.xlsx Plans!D5, nep.xlsx Plans!D9: they are Amber, " +
 *     "--show-values shows them",
 * );
 * ```
 */
export function formatJoinedLabel(joined: JoinedLabel): string {
  const rows = `${grouped(joined.rows)} ${joined.rows === 1 ? "row" : "rows"}`;
  const spellings = `joined      ${joined.spellingCount} ${joined.spellingCount === 1 ? "spelling" : "spellings"} of`;
  if (joined.spellings !== null) {
    return `${spellings} "${joined.label}" (${joined.kind}, ${rows}): ${
      joined.spellings.map((one) => `"${one}"`).join(", ")
    }`;
  }
  const rest = joined.cells.length > CELLS ? ` and ${joined.cells.length - CELLS} more` : "";
  const classification = joined.classification.charAt(0).toUpperCase() + joined.classification.slice(1);
  return `${spellings} one ${joined.kind} (${rows}) at ${joined.cells.slice(0, CELLS).join(", ")}${rest}: they are ` +
    `${classification}, --show-values shows them`;
}
