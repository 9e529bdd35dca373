import { oneLine } from "../contract/one_line.ts";
import type { Draft, DraftedColumn } from "./draft_contract.ts";

/**
 * The file of a drafted contract, to be completed by a person.
 *
 * @param draft The contract
 * @param fileName The workbook's name
 * @param rows How many of its rows load under the contract
 * @returns TypeScript, as files in `etl/extracts/` are written
 */
export function contractSource(
  draft: Draft,
  fileName: string,
  rows: number,
): string {
  const builders = new Set(
    draft.columns.filter((column) => column.leftOut === null).map((
      { choices, kind },
    ) => choices !== null ? "choice" : kind === "yes_no" ? "yesNo" : kind),
  );
  const title = draft.name.replaceAll("_", " ").replace(
    /^./,
    (letter) => letter.toUpperCase(),
  );
  const hint = draft.name.replaceAll("_", " ");
  const period = draft.period === null
    ? [
      "  // No column tells a month or quarter: a newer file replaces the whole list.",
      "  period: null,",
    ]
    : [
      `  period: { column: ${quoted(draft.period.column)}, unit: ${quoted(draft.period.unit)} },`,
    ];
  return [
    `import { ${[...builders].sort().join(", ")} } from "../contract/columns.ts";`,
    'import { defineExtract } from "../contract/define_extract.ts";',
    "",
    "/**",
    ` * A draft, told from sheet "${comment(draft.sheet)}" of "${
      comment(fileName)
    }": ${rows} rows of that file load under it.`,
    " * Before it is used, say where it comes from and what each column means, and check each kind, the key, the period,",
    " * and what may be blank and why.",
    " */",
    "export default defineExtract({",
    `  name: ${quoted(draft.name)},`,
    `  title: ${quoted(title)},`,
    `  source: ${quoted(`unverified: drafted from ${oneLine(fileName)}`)},`,
    "  // Red until a person who knows the extract lowers it.",
    '  classification: "red",',
    "  isClassificationVerified: false,",
    `  hint: /\\b${hint}\\b/i,`,
    `  key: [${draft.key.map(quoted).join(", ")}],`,
    ...period,
    "  columns: {",
    ...draft.columns.flatMap(columnLines),
    "  },",
    "});",
    "",
  ].join("\n");
}

function columnLines(column: DraftedColumn): string[] {
  const {
    name,
    letters,
    header,
    kind,
    isBlank,
    isWholeNumberSafe,
    choices,
    leftOut,
  } = column;
  const place = `column ${letters}, "${comment(header)}"`;
  if (leftOut !== null) {
    return [`    // Left out: ${place}, as ${comment(leftOut)}.`];
  }
  const builder = choices !== null ? "choice" : kind === "yes_no" ? "yesNo" : kind;
  const values = choices === null ? "" : `, [${choices.map(quoted).join(", ")}]`;
  return [
    `    ${name}: ${builder}(${quoted(header)}${values}, {`,
    ...(kind === "count" ? ['      // unit: "requests",'] : []),
    `      description: ${quoted(`${oneLine(header)}: to be described`)},`,
    ...(isBlank ? ['      blank: "not given",'] : []),
    ...(isWholeNumberSafe
      ? [
        "      // Some cells are numbers: leave this only where no zero can have been lost.",
        "      isWholeNumberSafe: true,",
      ]
      : []),
    "    }),",
  ];
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, " ");
}

/** What may stand in a comment without ending it. */
function comment(text: string): string {
  return oneLine(text).replaceAll("*/", "* /");
}
