import { grouped } from "../text/grouped.ts";
import type { Workbook } from "../workbook/workbook.ts";
import { type CellForm, isCellKind } from "./cell_facts.ts";
import type { ColumnProfile, ValueWarning } from "./column_profile.ts";
import type { Finding, InferredKind } from "./description.ts";
import { inferKind, namesCodes } from "./infer_kind.ts";

/** The name of each kind in a sentence. */
const NAMES: Readonly<Record<InferredKind, string>> = {
  text: "text",
  count: "whole numbers",
  percent: "percentages",
  date: "dates",
  month: "months",
  quarter: "quarters",
  period: "months or quarters",
  yes_no: "Yes or No",
  number: "numbers",
  mixed: "mixed values",
  empty: "nothing",
};

/**
 * Lists what an analyst should check in a column. The texts have addresses and counts, never values.
 *
 * @param format The workbook's format. In a CSV all cells are text, so this is not reported.
 *
 * @example
 * ```ts
 * import { ColumnProfile } from "./column_profile.ts";
 * import { columnFindings } from "./column_findings.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const column = new ColumnProfile(4, "Actual Volume");
 * column.add({ kind: "number", value: 12, format: "General" }, 7);
 * column.add({ kind: "text", text: "1,234" }, 8);
 * deepStrictEqual(columnFindings(column, "xlsx"), [{ letters: "E", text: "1 number stored as text, E8" }]);
 * ```
 */
export function columnFindings(
  column: ColumnProfile,
  format: Workbook["format"],
): Finding[] {
  const { kind, mostly } = inferKind(column);
  const isText = format === "csv" || format === "tsv";
  const texts = [
    ...(kind === "mixed" && column.forms.size > 1 ? [mixture(column, mostly)] : []),
    ...formFindings(column, kind, isText),
    ...dateFindings(column),
    ...percentFindings(column, kind),
    ...oddFindings(column, kind),
  ];
  if (column.variants.cells > 0) {
    const { cells, first } = column.variants;
    texts.push(
      `${counted(cells, "spelling")} differ${cells === 1 ? "s" : ""} from another only in case or spaces, ${first}`,
    );
  }
  return texts.map((text) => ({ letters: column.letters, text }));
}

/** "3 dates", "1 cell", "2 numbers stored as text". */
export function counted(cells: number, noun: string): string {
  return `${grouped(cells)} ${cells === 1 ? noun : noun.replace(/(?= stored as text$| or quarter in words$|$)/, "s")}`;
}

function at(
  { cells, first }: { readonly cells: number; readonly first: string },
): string {
  return cells === 1 ? first : `first ${first}`;
}

function mixture(column: ColumnProfile, mostly: InferredKind | null): string {
  const forms = [...column.forms].sort(([, left], [, right]) => right.cells - left.cells)
    .map(([form, tally]) => `${counted(tally.cells, form)} (${at(tally)})`)
    .join(", ");
  if (mostly === null || !isCellKind(mostly)) {
    return `${mostly === null ? "" : `mostly ${NAMES[mostly]}: `}holds ${forms}`;
  }
  const refused = column.filled - column.taken(mostly);
  return `mostly ${NAMES[mostly]}, but for ${grouped(refused)} of ${grouped(column.filled)} cells, ` +
    `${refused === 1 ? "" : "first "}${column.firstRefused(mostly)}: holds ${forms}`;
}

function formFindings(
  column: ColumnProfile,
  kind: InferredKind,
  isText: boolean,
): string[] {
  const texts: string[] = [];
  const report = (form: CellForm, rest: string) => {
    const tally = column.forms.get(form);
    if (tally !== undefined) {
      texts.push(`${counted(tally.cells, form)}${rest}, ${at(tally)}`);
    }
  };
  if (!isText && kind !== "text") report("number stored as text", "");
  if (!isText) report("percentage stored as text", "");
  report("error", " such as #N/A");
  report("uncalculated formula", ": open and save it in a spreadsheet program");
  report("missing marker", " such as n/a or -, which is not a blank");
  if (namesCodes(column)) {
    report(
      "whole number",
      " under a header of codes: zeros at the front and the end are lost",
    );
  }
  return texts;
}

function dateFindings(column: ColumnProfile): string[] {
  const tally = column.forms.get("date stored as text");
  const odd = (what: ValueWarning) => column.oddities.get(what);
  const [first, second, either] = [
    odd("a day above 12 first"),
    odd("a day above 12 second"),
    odd("day and month both up to 12"),
  ];
  if (tally === undefined) return [];
  const start = `${counted(tally.cells, "date")} stored as text, ${at(tally)}`;
  if (first === undefined && second === undefined && either === undefined) {
    return [start];
  }
  if (first !== undefined && second !== undefined) {
    return [
      `${start}: dd/mm and mm/dd are mixed, because ${counted(first.cells, "cell")} ${
        has(first)
      } a day above 12 first ` +
      `(${first.first}) and ${grouped(second.cells)} second (${second.first})`,
    ];
  }
  if (first !== undefined) {
    return [
      `${start}: dd/mm is proved by ${counted(first.cells, "cell")}, ${at(first)}`,
    ];
  }
  if (second !== undefined) {
    return [
      `${start}: mm/dd is proved by ${counted(second.cells, "cell")}, ${at(second)}; extracts are read as dd/mm`,
    ];
  }
  return [
    `${start}: the cells do not show whether dd/mm or mm/dd; extracts are read as dd/mm`,
  ];
}

function has({ cells }: { readonly cells: number }): string {
  return cells === 1 ? "has" : "have";
}

function percentFindings(column: ColumnProfile, kind: InferredKind): string[] {
  const percentages = column.forms.get("percentage");
  const plain = [
    column.forms.get("whole number"),
    column.forms.get("decimal or negative number"),
  ]
    .filter((one) => one !== undefined);
  if (kind === "percent" && column.numbers !== null && column.taken("percent") < column.filled) {
    const refused = column.filled - column.taken("percent");
    return [
      `${counted(refused, "percentage")} below 0 or above 100, which no contract takes, ` +
      at({ cells: refused, first: column.firstRefused("percent") }),
    ];
  }
  if (percentages !== undefined && plain.length > 0) {
    const cells = plain.reduce((sum, one) => sum + one.cells, 0);
    return [
      `${counted(percentages.cells, "cell")} in a percent format (${at(percentages)}) and ${grouped(cells)} plain ` +
      `(${plain[0]!.first}): the former hold fractions, the latter points`,
    ];
  }
  const fractions = column.oddities.get("a fraction without a percent format");
  if (
    fractions !== undefined &&
    (kind === "percent" || /%|per ?cent/i.test(column.header))
  ) {
    return [
      `${counted(fractions.cells, "fraction")} without a percent format under a % header, ${at(fractions)}`,
    ];
  }
  return [];
}

const ODDITIES: readonly (readonly [ValueWarning, string])[] = [
  ["only white space", "only white space, which is read as blank"],
  ["spaces at its ends", "spaces at the ends"],
  [
    "non-breaking spaces or invisible characters",
    "non-breaking spaces or invisible characters",
  ],
  ["line breaks", "line breaks"],
  ["a time of day", "a time of day"],
  [
    "a day that its format does not show",
    "a day and a time, but a format that shows only the time: format them as dates",
  ],
  [
    "a year before 2000 or after 2099",
    "a year before 2000 or after 2099, which no contract takes: are they days?",
  ],
  [
    "leading zeros its format adds",
    "leading zeros that only the format adds: the code is not in the cell",
  ],
  [
    "more digits than a spreadsheet keeps",
    "more than 15 digits as numbers, so the last digits are lost",
  ],
];

function oddFindings(column: ColumnProfile, kind: InferredKind): string[] {
  const texts = ODDITIES.flatMap(([oddity, text]) => {
    const tally = column.oddities.get(oddity);
    return tally === undefined ? [] : [`${counted(tally.cells, "cell")} with ${text}, ${at(tally)}`];
  });
  const negative = column.oddities.get("a negative number");
  if (negative !== undefined) {
    texts.push(`${counted(negative.cells, "negative number")}, ${at(negative)}`);
  }
  if (isSerial(column, kind)) {
    texts.push(
      "whole numbers that look like days without a date format: 43647 is 1 July 2019",
    );
  }
  return texts;
}

/** Whether numbers could be days of 2000 to 2099, under a header about days. */
function isSerial(column: ColumnProfile, kind: InferredKind): boolean {
  const [least, greatest] = column.numbers ?? [0, 0];
  return kind === "count" && least >= 36_526 && greatest <= 73_050 &&
    /\bdate|\bday|\bmonth|\bat$/i.test(column.header) &&
    !namesCodes(column);
}
