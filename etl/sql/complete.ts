import { blankSql } from "./blank_sql.ts";
import type { Catalogue } from "./catalogue.ts";

/** More would scroll what the analyst types out of sight. */
const MOST = 60;

/** Words a view or table follows. */
const BEFORE_RELATION = /\b(?:from|join|describe|desc|summarize|table|show)\s+$/i;

/**
 * What the Tab key can put where the cursor stands: after `from` the views, after a dot the columns of the alias before
 * it, elsewhere the columns of the views the statement already names, then functions, keywords and views.
 *
 * @param text The statement up to the cursor, with the lines before it
 * @returns The candidates, and the fragment of the text that they replace
 *
 * @example
 * ```ts
 * import { complete } from "./complete.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const catalogue = {
 *   relations: new Map([["sr_variance_summary", ["reporting_month"]]]),
 *   functions: ["round"],
 *   keywords: ["select"],
 *   queries: new Map(),
 * };
 * deepStrictEqual(complete(catalogue, "from sr"), [["sr_variance_summary"], "sr"]);
 * deepStrictEqual(complete(catalogue, "from sr_variance_summary s where s.r"), [["s.reporting_month"], "s.r"]);
 * ```
 */
export function complete(catalogue: Catalogue, text: string): [candidates: string[], fragment: string] {
  const { code, open } = blankSql(text);
  const fragment = /[a-z_][\w.]*$/i.exec(code)?.[0] ?? "";
  const before = code.slice(0, code.length - fragment.length);
  if (open !== null) return [[], ""];
  // The first Tab of a line indents it.
  if (/\n\s*$/.test(before) && fragment === "") return [["    "], ""];
  const relations = [...catalogue.relations.keys()];
  if (BEFORE_RELATION.test(before)) return matching(relations, fragment);
  const dot = fragment.lastIndexOf(".");
  if (dot !== -1) {
    const owner = fragment.slice(0, dot);
    const members = columnsOf(catalogue, code, owner).map((column) => `${owner}.${column}`);
    return matching([...members, ...relations], fragment);
  }
  const columns = mentioned(catalogue, code).flatMap((relation) => catalogue.relations.get(relation)!);
  if (fragment === "") return matching(columns.length > 0 ? columns : relations, fragment);
  return matching([...columns, ...catalogue.functions, ...catalogue.keywords, ...relations], fragment);
}

function matching(names: readonly string[], fragment: string): [string[], string] {
  const start = fragment.toLowerCase();
  const found = [...new Set(names)].filter((name) => name.toLowerCase().startsWith(start) && name !== fragment);
  const isUpper = fragment.length > 1 && fragment === fragment.toUpperCase();
  return [found.slice(0, MOST).map((name) => isUpper ? name.toUpperCase() : name), fragment];
}

/** The relations a statement names, wherever it does. */
function mentioned({ relations }: Catalogue, code: string): string[] {
  const words = new Set(code.toLowerCase().match(/[a-z_][\w.]*/g) ?? []);
  return [...relations.keys()].filter((name) => words.has(name));
}

/** The columns of a relation or of an alias of one (`from stg_actions a`, `join stg_actions as a`). */
function columnsOf(catalogue: Catalogue, code: string, owner: string): readonly string[] {
  const direct = catalogue.relations.get(owner.toLowerCase());
  if (direct !== undefined || !/^\w+$/.test(owner)) return direct ?? [];
  const aliased = new RegExp(`([a-z_][\\w.]*)\\s+(?:as\\s+)?${owner}\\b`, "gi");
  for (const [, relation] of code.matchAll(aliased)) {
    const columns = catalogue.relations.get(relation!.toLowerCase());
    if (columns !== undefined) return columns;
  }
  return [];
}
