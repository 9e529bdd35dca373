import type { Cell } from "../workbook/cell.ts";
import { cleanText } from "../text/clean_text.ts";
import { isPercentFormat } from "./is_percent_format.ts";

/**
 * Formats a cell's value for messages, as a person sees it in the sheet. A blank cell gives `""`. A number has the 15
 * digits that spreadsheet programs show.
 *
 * @example
 * ```ts
 * import { shownValue } from "./shown_value.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(shownValue({ kind: "number", value: 0.966, format: "0.00%" }), "96.6%");
 * strictEqual(shownValue(undefined), "");
 * ```
 */
export function shownValue(cell: Cell | undefined): string {
  switch (cell?.kind) {
    case undefined:
      return "";
    case "text":
      return cleanText(cell.text);
    case "number":
      return isPercentFormat(cell.format)
        ? `${Number((cell.value * 100).toPrecision(15))}%`
        : String(Number(cell.value.toPrecision(15)));
    case "date":
      return cell.iso;
    case "boolean":
      return cell.value ? "TRUE" : "FALSE";
    case "error":
      return cell.text;
    case "uncached":
      return `=${cell.formula}`;
  }
}
