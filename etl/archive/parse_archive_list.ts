import { EXIT, UserError } from "../base/user_error.ts";
import type { ArchiveList } from "./archive_list.ts";

type Rule = readonly [is: (value: unknown) => boolean, must: string];

const isText = (pattern: RegExp) => (value: unknown) => typeof value === "string" && pattern.test(value);
const WHOLE: Rule = [(value) => Number.isSafeInteger(value) && Number(value) >= 0, "a whole number"];
const YES_NO: Rule = [(value) => typeof value === "boolean", "true or false"];
const HASH: Rule = [isText(/^[0-9a-f]{64}$/), "a SHA-256 in 64 hexadecimal digits"];
const MOMENT: Rule = [
  (value) => typeof value === "string" && !value.endsWith("Z") && !Number.isNaN(Date.parse(`${value}Z`)),
  "a moment such as 2019-08-14T09:00:00",
];
// A name is joined to a folder.
// deno-lint-ignore no-control-regex
const NAME: Rule = [isText(/^(?!\.\.?$)[^/\\\u0000]+$/), "a file's name without its folder"];

const FILE: Readonly<Record<string, Rule>> = {
  file_id: WHOLE,
  file_name: NAME,
  sha256: HASH,
  byte_size: WHOLE,
  loaded_at: MOMENT,
  is_reissue: YES_NO,
  is_quarantined: YES_NO,
  first_load_id: WHOLE,
};

const PUBLICATION: Readonly<Record<string, Rule>> = {
  publication_id: WHOLE,
  published_at: MOMENT,
  manifest_sha256: HASH,
  byte_size: WHOLE,
};

const TEXT: Rule = [(value) => typeof value === "string", "a text"];
const DAY_OR_NONE: Rule = [
  (value) => value === null || isText(/^\d{4}-\d\d-\d\d$/)(value),
  "a day such as 2019-07-01, or null",
];

const WITHDRAWAL: Readonly<Record<string, Rule>> = {
  change_id: WHOLE,
  file_id: WHOLE,
  extract: TEXT,
  sheet: TEXT,
  period: DAY_OR_NONE,
  changed_at: MOMENT,
  is_undone: YES_NO,
  why: TEXT,
};

/**
 * Reads an archive's list from its text. The list is a file of its own, so that anybody can have edited or cut it: each
 * part is looked at.
 *
 * @param place Its path, for messages
 * @throws {UserError} exit 1, naming every part that cannot be so
 *
 * @example
 * ```ts
 * import { parseArchiveList } from "./parse_archive_list.ts";
 * import { deepStrictEqual, throws } from "node:assert/strict";
 * deepStrictEqual(parseArchiveList('{"files": [], "publications": []}', "a.json"), { files: [], publications: [] });
 * throws(() => parseArchiveList("null", "a.json"), { exitCode: 1 });
 * ```
 */
export function parseArchiveList(text: string, place: string): ArchiveList {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refused(place, ["it is no whole JSON"]);
  }
  if (!isRecord(list)) throw refused(place, ["it is not an object"]);
  const problems = [
    ...problemsOf(list.files, "files", FILE),
    ...problemsOf(list.publications, "publications", PUBLICATION),
    ...list.withdrawals === undefined ? [] : problemsOf(list.withdrawals, "withdrawals", WITHDRAWAL),
    ...list.not_counted === undefined || areTexts(list.not_counted) ? [] : ["not_counted must be a list of texts"],
  ];
  if (problems.length > 0) throw refused(place, problems);
  return list as unknown as ArchiveList;
}

function problemsOf(entries: unknown, name: string, rules: Readonly<Record<string, Rule>>): string[] {
  if (!Array.isArray(entries)) return [`${name} must be a list`];
  return entries.flatMap((entry: unknown, at) => {
    if (!isRecord(entry)) return [`${name}[${at}] must be an object`];
    return Object.entries(rules).flatMap(([key, [is, must]]) =>
      is(entry[key]) ? [] : [`${name}[${at}].${key} must be ${must}: current value is ${shown(entry[key])}`]
    );
  });
}

function shown(value: unknown): string {
  const text = value === undefined ? "missing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function refused(place: string, problems: readonly string[]): UserError {
  const more = problems.length > 5 ? [`and ${problems.length - 5} more`] : [];
  return new UserError(
    EXIT.failed,
    `Cannot read "${place}" as the list of an archive because ${[...problems.slice(0, 5), ...more].join("; ")}; ` +
      "put back a copy of it, or let `deno task load` write it anew from a warehouse that opens",
  );
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
