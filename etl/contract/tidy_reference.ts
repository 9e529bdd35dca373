import { plainHyphens } from "./plain_hyphens.ts";
import { mayBeTotalsLabel } from "./totals_label.ts";

/**
 * Converts a reference to its canonical form: upper case and plain hyphens. A reference has a digit and is not a totals
 * label.
 *
 * @param text Without invisible characters
 * @param blanks `none`: removes inner blanks. `single`: reduces each run of blanks to one.
 * @returns Null when the text is not a reference
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
