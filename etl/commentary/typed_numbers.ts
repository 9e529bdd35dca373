import type { AnnexTable } from "../annex/table_set.ts";
import { formatValue } from "../annex/format_value.ts";

const MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";

/** What has digits and is no figure: dates, clauses, references, names of measures and papers. */
const NO_FIGURES = [
  `\\b\\d{1,2}(?:st|nd|rd|th)?\\s+${MONTH}(?:\\s+\\d{4})?\\b`,
  `\\b${MONTH}\\s+\\d{4}\\b`,
  "\\b\\d{1,2}/\\d{1,2}/\\d{4}\\b",
  "\\b\\d{4}-\\d{2}(?:-\\d{2})?\\b",
  "\\bQ[1-4]\\s+\\d{4}\\b",
  // A year alone: the papers' span.
  "\\b(?:19|20)\\d{2}\\b(?![,.]?\\d|%)",
  "\\b\\d{1,2}[:.]\\d{2}\\s*(?:am|pm|hours)\\b",
  // The numbered things papers refer to by their number.
  "\\b(?:sections?|clauses?|paragraphs?|items?|appendix|annex|PMs?|CPMs?|categor(?:y|ies)|lots?|part|phase|version)\\s+[A-Z]{0,3}\\d[\\d.]*(?:(?:-|–|,| and | or )\\d[\\d.]*)*",
  "\\bAppendix\\s+[A-Z]{1,2}(?:\\s+section)?\\s+\\d[\\d.]*",
  // INC000000439813, H3.24, PM3.2, MP122, OPSG_50, 4G, SECP_72_1309_22.
  "\\b[A-Za-z_]+[-_]?\\d[\\w.-]*",
  "\\b\\d+[A-Za-z_][\\w-]*",
].map((pattern) => new RegExp(pattern, "gi"));

const NUMBER = /(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])\d+(?:\.\d+)?/g;

/**
 * The numbers typed in a text that could be figures: dates, clause numbers, references and names of measures left out.
 *
 * @returns As typed: "4,077,703", "96.60"
 *
 * @example
 * ```ts
 * import { typedNumbers } from "./typed_numbers.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(typedNumbers("On 2 August 2019 (H3.24) PM3.2 was at 96.60%, of 1,234 Alerts."), ["96.60", "1,234"]);
 * ```
 */
export function typedNumbers(text: string): string[] {
  const bare = NO_FIGURES.reduce((left, pattern) => left.replace(pattern, " "), text);
  return [...bare.matchAll(NUMBER)].map(([number]) => number);
}

/**
 * Every number that some tables say: as shown to people, and as held.
 *
 * @param tables Those the text's readers may see
 *
 * @example
 * ```ts
 * import { knownNumbers } from "./typed_numbers.ts";
 * import { ok } from "node:assert/strict";
 * const columns = [{ name: "percent_of_forecast", title: "Percent", kind: "percent", decimals: 1 }] as const;
 * const table = { name: "t", title: "T", columns, rows: [[112.7532]], notes: [], source: "", classification: "white" } as const;
 * ok(knownNumbers([table]).has("112.8"));
 * ```
 */
export function knownNumbers(tables: readonly AnnexTable[]): ReadonlySet<string> {
  const known = new Set<string>();
  for (const { columns, rows } of tables) {
    for (const row of rows) {
      for (const [at, value] of row.entries()) {
        if (typeof value === "number") {
          known.add(formatValue(value, columns[at]!)).add(String(value)).add(formatValue(value, { kind: "count" }));
        } else if (typeof value === "string" && columns[at]!.kind === "text") {
          // The sentences of Annex A.
          for (const [number] of value.matchAll(NUMBER)) known.add(number);
        }
      }
    }
  }
  return known;
}
