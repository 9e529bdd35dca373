import { columnHolds } from "../contract/column_holds.ts";
import type { Extract } from "../contract/extract.ts";

/**
 * Writes the data dictionary as one page of Markdown: every extract and column of the contracts, with its meaning.
 *
 * @param extracts In the order of the page
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { dataDictionary } from "./data_dictionary.ts";
 * import { match } from "node:assert/strict";
 * match(dataDictionary([csr]), /^\| `user_id` \| User ID \| an EUI-64, .* \| key \|/m);
 * ```
 */
export function dataDictionary(extracts: readonly Extract[]): string {
  const contents = extracts.map(({ name, title }) => `- [${title}](#${name}) \`${name}\``);
  return [
    "# Data dictionary",
    "",
    "Made from the contracts in `etl/extracts/`. A header is recognised without case, white space and punctuation; the spellings",
    "under each table are accepted too.",
    "",
    ...contents,
    "",
    ...extracts.flatMap(describeExtract),
  ].join("\n");
}

function describeExtract(extract: Extract): string[] {
  const columns = Object.entries(extract.columns);
  const verified = extract.isClassificationVerified ? "" : " (unverified)";
  const others = columns.filter(([, { also }]) => also !== undefined && also.length > 0);
  return [
    `## <a id="${extract.name}"></a>${extract.title}`,
    "",
    `Table \`extracts.${extract.name}\`. Source: ${extract.source}. Class: ${extract.classification}${verified}. ` +
    `One row per ${extract.key.map((name) => `\`${name}\``).join(", ")}. ${describePeriod(extract)}`,
    "",
    "| Column | Header | Holds | A blank means | Description |",
    "| --- | --- | --- | --- | --- |",
    ...columns.map(([name, column]) => {
      const blank = extract.key.includes(name) ? "key" : column.blank ?? "a mistake";
      const cells = [`\`${name}\``, column.header, columnHolds(column), blank, column.description];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    }),
    "",
    ...others.length === 0 ? [] : [
      `Also accepted: ${others.map(([, { header, also }]) => `${header} as ${also!.join(", ")}`).join("; ")}.`,
      "",
    ],
  ];
}

function describePeriod({ period, replaces }: Extract): string {
  if (period === null) return "A re-issue replaces the whole list.";
  const otherwise = period.whenBlank === undefined
    ? ""
    : `; a row without one belongs to the file's latest ${period.unit}, or where there is none to that of the latest ` +
      `\`${period.whenBlank}\``;
  const merged = replaces === "key" ? " Other files are merged into it, key by key." : "";
  return `A re-issue replaces the ${period.unit} of \`${period.column}\`${otherwise}.${merged}`;
}
