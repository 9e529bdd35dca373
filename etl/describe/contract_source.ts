import { oneLine } from "../text/one_line.ts";
import { textWidth } from "../text/text_width.ts";
import type { Draft, DraftedColumn } from "./draft_contract.ts";

/** The line width of the project's files. */
const WIDTH = 120;

/**
 * Writes the file of a drafted contract, formatted like `deno fmt`. A person must complete it.
 *
 * @param draft The contract
 * @param fileName The workbook's name
 * @param rows The number of its rows that load under the contract
 * @returns TypeScript in the form of the files in `etl/extracts/`
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
      "  // No column holds a month or quarter: a newer file replaces the whole list.",
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
    ` * A draft from sheet "${comment(draft.sheet)}" of "${
      comment(fileName)
    }": ${rows} rows of that file load under it.`,
    " * Before use, add its source and what each column means. Check each kind, the key, the period,",
    " * and what may be blank and why.",
    " */",
    "export default defineExtract({",
    `  name: ${quoted(draft.name)},`,
    `  title: ${quoted(title)},`,
    ...property("  ", "source", `unverified: drafted from ${oneLine(fileName)}`),
    "  // Red until a person who knows the extract lowers it.",
    '  classification: "red",',
    "  isClassificationVerified: false,",
    `  hint: /\\b${hint}\\b/i,`,
    ...list("  ", "key: [", draft.key, "],"),
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
    return [`    // Left out: ${place}, because ${comment(leftOut)}.`];
  }
  const builder = choices !== null ? "choice" : kind === "yes_no" ? "yesNo" : kind;
  const values = choices === null ? "" : `, [${choices.map(quoted).join(", ")}]`;
  const about = (indent: string) => [
    ...(kind === "count" ? [`${indent}// unit: "requests",`] : []),
    ...property(indent, "description", `${oneLine(header)}: to be described`),
    ...(isBlank ? [`${indent}blank: "not given",`] : []),
    ...(isWholeNumberSafe
      ? [
        `${indent}// Some cells are numbers: keep this only if no zero can have been lost.`,
        `${indent}isWholeNumberSafe: true,`,
      ]
      : []),
  ];
  const start = `    ${name}: ${builder}(${quoted(header)}${values}, {`;
  if (textWidth(start) <= WIDTH) return [start, ...about("      "), "    }),"];
  return [
    `    ${name}: ${builder}(`,
    `      ${quoted(header)},`,
    ...(choices === null ? [] : ["      [", ...choices.map((choice) => `        ${quoted(choice)},`), "      ],"]),
    "      {",
    ...about("        "),
    "      },",
    "    ),",
  ];
}

/** Writes a text property, on a second line when it is too long for one. */
function property(indent: string, name: string, text: string): string[] {
  const line = `${indent}${name}: ${quoted(text)},`;
  return textWidth(line) <= WIDTH ? [line] : [`${indent}${name}:`, `${indent}  ${quoted(text)},`];
}

function list(indent: string, start: string, texts: readonly string[], end: string): string[] {
  const line = indent + start + texts.map(quoted).join(", ") + end;
  if (textWidth(line) <= WIDTH) return [line];
  return [indent + start, ...texts.map((text) => `${indent}  ${quoted(text)},`), indent + end];
}

/** Quotes a text with the quotes that need fewer escapes. Double quotes win a tie. */
function quoted(text: string): string {
  const json = JSON.stringify(text).replace(/[\u2028\u2029]/g, " ");
  const count = (quote: string) => text.split(quote).length;
  if (count('"') <= count("'")) return json;
  const inside = json.slice(1, -1).replace(/\\(.)/g, (escape, letter) => letter === '"' ? '"' : escape);
  return `'${inside.replaceAll("'", "\\'")}'`;
}

/** Escapes a text for a comment. */
function comment(text: string): string {
  return oneLine(text).replaceAll("*/", "* /");
}
