import { CLASSES, type Classification } from "../base/classification.ts";

/** What the comment lines on top of a query file state; null where a line is missing. */
export interface QueryHeader {
  /** "one row per reporting month". */
  readonly grain: string | null;
  /** The columns that identify a row: unique together, none of them null. */
  readonly key: readonly string[];
  readonly units: string | null;
  /** The clause or document the query answers to. */
  readonly source: string | null;
  readonly classification: Classification | null;
  /** Why and where the query's content is published although it reads a higher class; null when it lowers none. */
  readonly release: string | null;
  /**
   * Of a release: whose figures its groups add up, as `reference.disclosure` names them; `none, as <why>` where a group of
   * one tells of nobody.
   */
  readonly contributors: string | null;
  /** Checks only: whether a row of it is an error or a warning. */
  readonly severity: string | null;
  /** `extract`: as large as the extract it reads, so never copied; null: small enough to be. */
  readonly size: string | null;
}

const FIELD = /^--\s*(grain|key|units|source|classification|release|contributors|severity|size)\s*:\s*(.*)$/i;

/**
 * Reads the header of a query file: the `-- name: text` lines before its SQL. A comment line without a name continues
 * the one above it.
 *
 * @throws {SyntaxError} when a line stands twice or the classification is none of the four
 *
 * @example
 * ```ts
 * import { queryHeader } from "./query_header.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const header = queryHeader("-- grain: one row per month and User\n-- key: reporting_month, user_id\nselect 1");
 * deepStrictEqual(header.key, ["reporting_month", "user_id"]);
 * ```
 */
export function queryHeader(sql: string): QueryHeader {
  const fields = new Map<string, string>();
  let current: string | undefined;
  for (const line of sql.split(/\r?\n/)) {
    if (!line.startsWith("--")) {
      if (line.trim() === "") continue;
      break;
    }
    const found = FIELD.exec(line);
    if (found) {
      current = found[1]!.toLowerCase();
      if (fields.has(current)) throw new SyntaxError(`Cannot read a query header with two "${current}" lines`);
      fields.set(current, found[2]!.trim());
    } else if (current !== undefined) {
      fields.set(current, `${fields.get(current)} ${line.slice(2).trim()}`.trim());
    }
  }
  const text = (name: string) => fields.get(name) || null;
  return {
    grain: text("grain"),
    key: (text("key") ?? "").split(",").map((name) => name.trim()).filter((name) => name !== ""),
    units: text("units"),
    source: text("source"),
    classification: classOf(text("classification")),
    release: text("release"),
    contributors: text("contributors"),
    severity: text("severity"),
    size: text("size"),
  };
}

function classOf(text: string | null): Classification | null {
  if (text === null) return null;
  const found = CLASSES.find((one) => one === text.toLowerCase());
  if (found === undefined) {
    throw new SyntaxError(`Cannot read "${text}" as a classification: write one of ${CLASSES.join(", ")}`);
  }
  return found;
}
