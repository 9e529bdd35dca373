import { plainHyphens } from "./plain_hyphens.ts";
import { mayBeTotalsLabel } from "./totals_label.ts";

/**
 * The canonical form of a reference: upper case and plain hyphens. A reference has a digit, and is no label of a total.
 *
 * @param text Without invisible characters
 * @param blanks `none`: blanks inside it mean nothing; `single`: each run of them is one blank
 * @returns Null when the text is no reference
 *
 * @example
 * ```ts
 * import { tidyReference } from "./tidy_reference.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(tidyReference("inc 000000439813", "none"), "INC000000439813");
 * strictEqual(tidyReference("Opsg  47/03", "single"), "OPSG 47/03");
 * strictEqual(tidyReference("All plans", "none"), null);
 * ```
 */
export function tidyReference(text: string, blanks: "none" | "single"): string | null {
  if (mayBeTotalsLabel(text) || !/\d/.test(text)) return null;
  return plainHyphens(text).toUpperCase().replace(/\s+/g, blanks === "none" ? "" : " ");
}
