import { plainText } from "../text/plain_text.ts";

/**
 * Plain text as a cell of a workbook holds it: what Excel would read as one of its own escapes, `_x0041_` for `A`, is
 * escaped itself.
 *
 * @example
 * ```ts
 * import { cellText } from "./cell_text.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(cellText("part _x0041_"), "part _x005F_x0041_");
 * ```
 */
export function cellText(text: string): string {
  return plainText(text).replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_");
}
