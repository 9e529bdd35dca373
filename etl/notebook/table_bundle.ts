import { escapeMarkup } from "../text/escape_markup.ts";
import { formatCell } from "./format_cell.ts";
import { blankNote } from "./held_back.ts";
import type { MimeBundle } from "./notebook_file.ts";

/** A table to show. */
export interface TextTable {
  readonly title?: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** What is said under it, a line each. */
  readonly notes?: readonly string[];
}

/** More rows than anybody reads on a page. */
const MOST_ROWS = 100;

/**
 * A table as what Jupyter displays: HTML with its headings marked and everything escaped, and plain text beside it. Of a
 * long table the first hundred rows, and how many there are.
 *
 * @example
 * ```ts
 * import { tableBundle } from "./table_bundle.ts";
 * import { match } from "node:assert/strict";
 * const bundle = tableBundle({ headings: ["Region"], rows: [["<b>North</b>"]] });
 * match(String(bundle["text/html"]), /&lt;b&gt;North/);
 * ```
 */
export function tableBundle({ title, headings, rows, notes = [] }: TextTable): MimeBundle {
  const shown = rows.slice(0, MOST_ROWS).map((row) => row.map(formatCell));
  const rest = rows.length === 0
    ? "No rows"
    : rows.length > MOST_ROWS
    ? `The first ${MOST_ROWS} of ${formatCell(rows.length)} rows`
    : null;
  const blank = blankNote(rows.flat());
  const under = [...rest === null ? [] : [rest], ...notes, ...blank === null ? [] : [blank]];
  const styles = headings.map((_, index) => columnStyle(rows.map((row) => row[index])));
  const cell = (text: string, index: number) =>
    `<td style="${styles[index]}">${escapeMarkup(text).replaceAll("\n", "<br>")}</td>`;
  const html = [
    "<table>",
    ...title === undefined ? [] : [`<caption>${escapeMarkup(title)}</caption>`],
    `<thead><tr>${
      headings.map((heading, index) =>
        `<th scope="col" style="${styles[index]?.split(";")[0]}">${escapeMarkup(formatCell(heading))}</th>`
      ).join("")
    }</tr></thead>`,
    "<tbody>",
    ...shown.map((row) => `<tr>${row.map(cell).join("")}</tr>`),
    "</tbody>",
    "</table>",
    ...under.map((line) => `<p>${escapeMarkup(line)}</p>`),
  ].join("\n");
  const plain = [
    ...title === undefined ? [] : [title],
    headings.map(formatCell).join("\t"),
    ...shown.map((row) => row.join("\t")),
    ...under,
  ].join("\n");
  return { "text/html": html, "text/plain": plain };
}

/** Figures stand at the right; a month, a date or a code stays on one line. */
function columnStyle(values: readonly unknown[]): string {
  const isFigure = values.some((value) => typeof value === "number" || /^-?[\d,.]+%$/.test(String(value)));
  const isShort = values.every((value) => formatCell(value).length <= 18);
  return `text-align:${isFigure ? "right" : "left"}${isShort ? ";white-space:nowrap" : ""}`;
}
