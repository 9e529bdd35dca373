import { plainText } from "../text/plain_text.ts";
import { SUPPRESSED } from "./format_value.ts";
import { nameProblem } from "./name_problem.ts";
import type { AnnexTable, TableColumn } from "./table_set.ts";
import type { Value } from "../db/value.ts";

/** Excel holds no more in a cell, in a table's heading, and on a sheet under the lines above a table. */
const CELL_CHARACTERS = 32_767;
const HEADING_CHARACTERS = 255;
const SHEET_ROWS = 1_048_576 - 10;
const SHEET_COLUMNS = 16_384;

/** Every rule a table breaks, as the end of a sentence that names the table; cells of one column and rule are counted. */
export function validateTable(table: AnnexTable): string[] {
  return [...describedRules(table), ...columnRules(table.columns), ...cellRules(table)];
}

function describedRules(table: AnnexTable): string[] {
  const rules: string[] = [];
  const name = nameProblem(table.name);
  if (name !== null) rules.push(`its name ${name}`);
  if (table.title.trim() === "") rules.push("it has no title");
  if (table.source.trim() === "") rules.push("it names no source");
  if (table.columns.length === 0) rules.push("it has no columns");
  if (table.columns.length > SHEET_COLUMNS) rules.push(`it has more than ${SHEET_COLUMNS} columns`);
  if (table.rows.length > SHEET_ROWS) rules.push(`it has more than ${SHEET_ROWS} rows, which no sheet holds`);
  table.notes.forEach((note, at) => {
    if (note.trim() === "") rules.push(`its note ${at + 1} is empty`);
    if (note.length > CELL_CHARACTERS) rules.push(`its note ${at + 1} is longer than ${CELL_CHARACTERS} characters`);
  });
  return rules;
}

function columnRules(columns: readonly TableColumn[]): string[] {
  const rules: string[] = [];
  const names = new Set<string>();
  const headings = new Map<string, string>();
  for (const { name, title, kind, decimals, blank } of columns) {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) {
      rules.push(`column name "${name}" is not lower case letters, digits and underscores after a letter`);
    }
    if (names.size === names.add(name).size) rules.push(`column "${name}" stands twice`);
    if (title.trim() === "") rules.push(`column "${name}" has no heading`);
    if (title.length > HEADING_CHARACTERS) {
      rules.push(`the heading of column "${name}" is longer than ${HEADING_CHARACTERS} characters`);
    }
    const folded = foldHeading(title);
    const same = headings.get(folded);
    if (same !== undefined) rules.push(`columns "${same}" and "${name}" have the same heading in Excel's eyes`);
    headings.set(folded, name);
    if (kind === "percent" && !(Number.isInteger(decimals) && decimals! >= 0 && decimals! <= 15)) {
      rules.push(`percent column "${name}" does not state its "decimals", from 0 to 15`);
    }
    if (blank?.trim() === "") rules.push(`column "${name}" gives an empty reason for its blanks`);
  }
  return rules;
}

function foldHeading(title: string): string {
  return plainText(title).normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
}

function cellRules(table: AnnexTable): string[] {
  const broken = new Map<string, { rule: string; mend: string; row: number; count: number }>();
  const rules: string[] = [];
  table.rows.forEach((row, at) => {
    if (row.length !== table.columns.length) {
      rules.push(`row ${at + 1} has ${row.length} cells for ${table.columns.length} columns`);
      return;
    }
    table.columns.forEach((column, index) => {
      const found = cellRule(row[index]!, column);
      if (found === null) return;
      const key = JSON.stringify([column.name, found.rule]);
      const first = broken.get(key);
      if (first) first.count++;
      else broken.set(key, { rule: `column "${column.name}" ${found.rule}`, mend: found.mend, row: at + 1, count: 1 });
    });
  });
  for (const { rule, mend, row, count } of broken.values()) {
    rules.push(`${rule} in row ${row}${count > 1 ? ` and ${count - 1} more` : ""}: ${mend}`);
  }
  return rules;
}

interface CellRule {
  readonly rule: string;
  readonly mend: string;
}

function cellRule(value: Value, column: TableColumn): CellRule | null {
  if (value === null) {
    return column.blank === undefined ? { rule: "has a blank", mend: 'say why in its "blank"' } : null;
  }
  if (value === SUPPRESSED) return null;
  switch (column.kind) {
    case "text":
      return textRule(value);
    case "count":
      return Number.isSafeInteger(value) ? null : { rule: "has no whole number", mend: "a count is exact, to 2^53" };
    case "percent":
      return Number.isFinite(value)
        ? null
        : { rule: "has no finite number", mend: "a percentage is an unrounded number" };
    case "boolean":
      return typeof value === "boolean" ? null : { rule: "has neither true nor false", mend: "give a boolean" };
    default:
      return dateRule(value, column.kind);
  }
}

function textRule(value: Value): CellRule | null {
  if (typeof value !== "string") return { rule: "has no text", mend: "give the text as people read it" };
  if (value.trim() === "") return { rule: "has empty text", mend: 'give null and say why in its "blank"' };
  if (plainText(value).length <= CELL_CHARACTERS) return null;
  return { rule: `has text longer than ${CELL_CHARACTERS} characters`, mend: "no Excel cell holds it: shorten it" };
}

function dateRule(value: Value, kind: "date" | "month" | "quarter"): CellRule | null {
  const mend = { date: "write yyyy-mm-dd", month: "write its first day", quarter: "write its first day" }[kind];
  const isDate = typeof value === "string" && /^(19|20)\d{2}-\d{2}-\d{2}$/.test(value) &&
    new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value;
  if (!isDate) return { rule: "has no date from 1900 to 2099", mend };
  if (kind !== "date" && !value.endsWith("-01")) return { rule: `has a date that is no ${kind}`, mend };
  if (kind === "quarter" && Number(value.slice(5, 7)) % 3 !== 1) {
    return { rule: "has a month that starts no quarter", mend };
  }
  return null;
}
