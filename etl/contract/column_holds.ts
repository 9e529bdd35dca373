import { acceptedTexts } from "./accepted_texts.ts";
import type { Column } from "./column.ts";

/**
 * Describes a column's values in words: "a whole number of requests", "one of North, Central, South".
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { columnHolds } from "./column_holds.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(columnHolds(csr.columns.actual_volume!), "a whole number of requests");
 * ```
 */
export function columnHolds(column: Column): string {
  switch (column.kind) {
    case "text": {
      const accepted = acceptedTexts(column);
      if (column.form === "eui_64") return "an EUI-64, such as 90-B3-D5-1F-30-01-00-00";
      if (column.form !== undefined) return "a reference, in either case";
      if (column.isLabel) return "a label, in any spelling with the same label key";
      if (accepted === null) return "text";
      const others = Object.entries(column.spellings ?? {}).map(([text, also]) => `${text} as ${also.join(" or ")}`);
      return `one of ${accepted.join(", ")}${others.length === 0 ? "" : ` (also ${others.join(", ")})`}`;
    }
    case "count":
      return column.unit === undefined ? "a whole number" : `a whole number of ${column.unit}`;
    case "percent":
      return "a percentage, 0 to 100";
    case "date":
      return "a date, such as 31/07/2019";
    case "month":
      return "a month, such as July 2019";
    case "quarter":
      return "a calendar quarter, such as 2019 Q2";
    case "period":
      return "a month or a calendar quarter, such as July 2019 or 2019 Q2";
    case "yes_no":
      return "Yes or No";
  }
}
