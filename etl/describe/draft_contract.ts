import {
  choice,
  type ColumnDraft,
  count,
  date,
  month,
  percent,
  period,
  quarter,
  text,
  yesNo,
} from "../contract/columns.ts";
import type { ExtractDraft } from "../contract/define_extract.ts";
import { MOST_BANNERS } from "../contract/header_row.ts";
import { normaliseHeader } from "../contract/normalise_header.ts";
import { oneLine } from "../text/one_line.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { type ColumnProfile, isAll } from "./column_profile.ts";
import { isCellKind } from "./cell_facts.ts";
import { joinHeader } from "./find_header.ts";
import { headerIdentity } from "./header_identity.ts";
import { inferKind, namesCodes } from "./infer_kind.ts";
import { snakeName } from "./snake_name.ts";
import type { SheetStudy } from "./study_sheet.ts";

const BUILDERS = {
  text,
  count,
  percent,
  date,
  month,
  quarter,
  period,
  yes_no: yesNo,
} as const;

/** The most distinct texts of a choice column. */
const CHOICES = 6;

/** Columns listed in an error about columns left out. */
const LISTED = 5;

/** A column of the drafted contract, or the reason to leave it out. */
export interface DraftedColumn {
  readonly name: string;
  readonly letters: string;
  readonly header: string;
  readonly kind: keyof typeof BUILDERS;
  readonly isBlank: boolean;
  readonly isWholeNumberSafe: boolean;
  /** The accepted texts; null unless it is a choice. */
  readonly choices: readonly string[] | null;
  /** Null when the column is in the contract. */
  readonly leftOut: string | null;
}

/** A drafted contract. */
export interface Draft {
  readonly name: string;
  readonly sheet: string;
  readonly columns: readonly DraftedColumn[];
  readonly key: readonly string[];
  readonly period: {
    readonly column: string;
    readonly unit: "month" | "quarter";
  } | null;
}

/** Options of a draft. */
export interface DraftOptions {
  readonly name: string;
  /** Whether the contract may contain values of the sheet, as the texts of a choice. */
  readonly showValues: boolean;
  /** Columns to leave out, by letters, with the reason. */
  readonly leftOut: ReadonlyMap<string, string>;
}

/**
 * Drafts the contract of a table. Each column gets the kind that its cells show. The key is the smallest set of columns
 * that identifies each row. The class is Red. A column that no contract kind accepts is left out, with the reason.
 *
 * @throws {UserError} exit 4 when the sheet gives no contract: it has no table, two columns share a header, or no
 * columns identify its rows
 */
export function draftContract(
  study: SheetStudy,
  { name, showValues, leftOut }: DraftOptions,
): Draft {
  const refuse = (reason: string) => {
    const sheet = oneLine(study.sheet.name);
    return new UserError(
      EXIT.inputRejected,
      `Cannot draft a contract from sheet "${sheet}" because ${reason}`,
    );
  };
  const { table } = study;
  if (table === null || table.rows === 0) {
    throw refuse(
      "it has no table with rows: give the sheet that has one with --sheet",
    );
  }
  const headers = contractHeaders(study);
  const duplicates = Map.groupBy(headers, ([, header]) => normaliseHeader(header))
    .values()
    .find((same) => same.length > 1 && normaliseHeader(same[0]![1]) !== "");
  if (duplicates !== undefined) {
    const letters = duplicates.map(([index]) =>
      table.columns.find((column) => column.index === index)?.letters ??
        "another"
    );
    const spellings = new Set(duplicates.map(([, header]) => headerIdentity(header)));
    if (spellings.size > 1) {
      const named = duplicates.map(([, header], at) => `"${oneLine(header)}" over ${letters[at]}`).join(" and ");
      throw refuse(`contracts take the headers ${named} for the same: put the sign into words, such as "percent"`);
    }
    throw refuse(
      `the header "${oneLine(duplicates[0]![1])}" appears over ${
        letters.join(" and ")
      }: give each column a header of its own`,
    );
  }
  const names = new Set<string>(["load_id", "source_row", "period"]);
  const columns = table.columns.map((profile): DraftedColumn => {
    const header = headers.get(profile.index) ?? "";
    const column = draftColumn(
      profile,
      header,
      snakeName(header, `column_${profile.letters.toLowerCase()}`, names),
      showValues,
    );
    names.add(column.name);
    return {
      ...column,
      leftOut: leftOut.get(column.letters) ?? column.leftOut,
    };
  });
  const included = columns.filter((column) => column.leftOut === null);
  if (included.length < 2) {
    const reasons = columns.flatMap(({ letters, header, leftOut }) =>
      leftOut === null ? [] : [`column ${letters}${header === "" ? "" : ` "${oneLine(header)}"`}: ${leftOut}`]
    );
    const listed = reasons.slice(0, LISTED).join("; ");
    throw refuse(
      "a contract needs two columns with headers that it can hold" +
        (reasons.length === 0 ? "" : `, and leaves out ${listed}${reasons.length > LISTED ? "; …" : ""}`),
    );
  }
  const period = findPeriod(included);
  const key = findKey(study, columns, period?.column ?? null);
  if (key.length === 0) {
    throw refuse(
      "no column without blanks identifies its rows: add one, such as a reference",
    );
  }
  return { name, sheet: study.sheet.name, columns, key, period };
}

/** Converts the draft to a contract for a trial load. */
export function extractDraft(draft: Draft): ExtractDraft {
  const columns = draft.columns.filter((column) => column.leftOut === null);
  return {
    name: draft.name,
    title: draft.name,
    source: "a draft",
    classification: "red",
    isClassificationVerified: false,
    hint: new RegExp(`\\b${draft.name.replaceAll("_", " ")}\\b`, "i"),
    key: draft.key,
    period: draft.period,
    columns: Object.fromEntries(
      columns.map((column) => [column.name, columnDraft(column)]),
    ),
  };
}

function columnDraft(
  { header, kind, isBlank, isWholeNumberSafe, choices }: DraftedColumn,
): ColumnDraft {
  const about = {
    description: header,
    ...(isBlank ? { blank: "not given" } : {}),
  };
  if (choices !== null) return choice(header, choices, about);
  return BUILDERS[kind](header, {
    ...about,
    ...(isWholeNumberSafe ? { isWholeNumberSafe } : {}),
  });
}

/** The headers as a load reads them: the lowest row, joined with the banners directly above it. */
function contractHeaders(
  { headerRows }: SheetStudy,
): ReadonlyMap<number, string> {
  const lowest = headerRows.length - 1;
  let banners = 0;
  while (
    banners < MOST_BANNERS && headerRows[lowest - banners - 1]?.number === headerRows[lowest]!.number - banners - 1
  ) {
    banners++;
  }
  return joinHeader(headerRows, lowest, banners).headers;
}

function draftColumn(
  profile: ColumnProfile,
  header: string,
  name: string,
  showValues: boolean,
): DraftedColumn {
  const { kind } = inferKind(profile);
  const drafted = {
    name,
    letters: profile.letters,
    header,
    kind: "text" as keyof typeof BUILDERS,
    isBlank: profile.blank > 0,
    isWholeNumberSafe: false,
    choices: null,
  };
  if (normaliseHeader(header) === "") {
    return { ...drafted, leftOut: "it has no header" };
  }
  if (kind === "empty") return { ...drafted, leftOut: null };
  if (kind === "number" && !isAll(profile, "text")) {
    return { ...drafted, leftOut: "it holds decimals or negative numbers, for which there is no kind yet" };
  }
  if (kind === "text" || kind === "number") {
    const isWholeNumberSafe = !isAll(profile, "text");
    const choices = !isWholeNumberSafe && showValues ? findChoices(profile) : null;
    return { ...drafted, isWholeNumberSafe, choices, leftOut: null };
  }
  if (kind === "mixed" || !isAll(profile, kind)) {
    return {
      ...drafted,
      leftOut: whyMixed(profile),
    };
  }
  return { ...drafted, kind, leftOut: null };
}

function whyMixed(profile: ColumnProfile): string {
  const { kind, mostly } = inferKind(profile);
  if (kind === "date") return "it holds days before 2000 or after 2099";
  if (kind === "percent") return "it holds percentages below 0 or above 100, for which there is no kind yet";
  const first = mostly === null || !isCellKind(mostly) ? "" : profile.firstRefused(mostly);
  return "its cells are not all of one kind that a contract takes" + (first === "" ? "" : `, first ${first}`);
}

function findChoices(profile: ColumnProfile): readonly string[] | null {
  const { distinct, filled, examples, variants } = profile;
  const isFew = distinct >= 2 && distinct <= CHOICES &&
    filled >= 3 * distinct && distinct === examples.length;
  const isWhole = examples.every((example) => !example.endsWith("…"));
  return isFew && isWhole && variants.cells === 0 && !namesCodes(profile) ? [...examples].sort() : null;
}

/** Finds a column of months or quarters. Otherwise it finds a date column with a header that names a period. */
function findPeriod(columns: readonly DraftedColumn[]): Draft["period"] {
  const filled = columns.filter((column) => !column.isBlank);
  const column = filled.find(({ kind }) => kind === "month" || kind === "quarter" || kind === "period") ??
    filled.find(({ kind, header }) => kind === "date" && /\b(?:period|month|quarter)\b/i.test(header));
  if (column === undefined) return null;
  const isQuarter = column.kind === "quarter" ||
    (column.kind === "date" && /\bquarter\b/i.test(column.header));
  return { column: column.name, unit: isQuarter ? "quarter" : "month" };
}

function findKey(
  study: SheetStudy,
  columns: readonly DraftedColumn[],
  period: string | null,
): readonly string[] {
  const usable = (column: DraftedColumn) => column.leftOut === null && !column.isBlank && column.kind !== "percent";
  const found = study.key.key?.map((at) => columns[at]!) ?? [];
  // With one row every column is unique. A column of codes is then the key, or else the first column.
  const single = columns.find((column) => usable(column) && namesCodes(column)) ??
    columns.find(usable);
  const key = found.length > 0 && found.every(usable)
    ? found
    : study.table!.rows === 1 && single !== undefined
    ? [single]
    : columns.filter((column) => usable(column));
  const names = key.map((column) => column.name);
  return period === null || names.includes(period) ? names : [period, ...names];
}
