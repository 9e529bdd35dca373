import type { Cell } from "../workbook/cell.ts";
import { cleanText } from "../text/clean_text.ts";

/**
 * Whether a cell has visible content. White space alone does not count.
 *
 * @example
 * ```ts
 * import { isFilled } from "./is_filled.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(isFilled({ kind: "text", text: " \u00a0" }), false);
 * strictEqual(isFilled({ kind: "text", text: "0" }), true);
 * ```
 */
export function isFilled(cell: Cell | undefined): boolean {
  return cell !== undefined && (cell.kind !== "text" || cleanText(cell.text) !== "");
}
