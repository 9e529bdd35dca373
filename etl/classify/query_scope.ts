import { type Classification, highest } from "../base/classification.ts";
import { highestClass, type RelationClasses } from "./relation_classes.ts";

/** A relation under the name it has in a FROM clause. */
export interface Source extends RelationClasses {
  readonly alias: string;
  /** "main" where the SQL names none; "" of what is no table or view. */
  readonly schema: string;
  /** Columns that `*` leaves out, as USING has merged them with another relation's. */
  readonly merged: ReadonlySet<string>;
}

/** What a name in an expression can mean. */
export interface Scope {
  readonly sources: Source[];
  /** Output columns of the same SELECT, which DuckDB lets its other clauses name. */
  readonly outputs: Map<string, Classification>;
  /** Parameters of lambdas and macros. */
  readonly parameters: ReadonlySet<string>;
  readonly commonTables: ReadonlyMap<string, RelationClasses>;
  readonly outer: Scope | null;
}

/**
 * The classes of all rows that an aggregate here can count. The rows of the queries around it count too. The body of a
 * macro has no FROM of its own, and DuckDB computes an aggregate of an outer column over the outer query.
 */
export function rowsAround(here: Scope): Classification[] {
  return [...here.sources.map((source) => source.rows), ...(here.outer === null ? [] : rowsAround(here.outer))];
}

/**
 * The class of what a name can refer to; null where nothing goes by it. Only a column that a relation is known to have
 * ends the search: what else the name can mean counts together with what the queries around have of that name.
 *
 * @param names The parts of the name, in lower case
 *
 * @example
 * ```ts
 * import { resolveName, type Scope } from "./query_scope.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const columns = [{ name: "month", classification: "white" }, { name: "user", classification: "amber" }] as const;
 * const here: Scope = {
 *   sources: [{ alias: "csr", schema: "main", merged: new Set(), columns, rows: "amber" }],
 *   outputs: new Map(), parameters: new Set(), commonTables: new Map(), outer: null,
 * };
 * deepStrictEqual(["month", "csr.user", "csr", "nothing"].map((name) => resolveName(name.split("."), here)), [
 *   "white", "amber", "amber", null,
 * ]);
 * ```
 */
export function resolveName(names: readonly string[], here: Scope): Classification | null {
  const [first, second] = names as [string, string | undefined];
  if (names.length === 1 && here.parameters.has(first)) return "white";
  // Row numbers are no column of any list; which of three parts is a schema, a relation or a field is not told apart.
  if (names.at(-1) === "rowid" || names.length > 2) return allAround(here);
  const certain: Classification[] = [];
  const possible: Classification[] = [];
  for (const source of here.sources) {
    const own = source.columns?.find((column) => column.name === first);
    // A name of two parts can be a column's field, and an outer relation's column where it is not.
    if (own !== undefined) (second === undefined ? certain : possible).push(own.classification);
    if (source.columns === null) possible.push(highestClass(source));
    const member = source.alias === first ? source.columns?.find((column) => column.name === second) : undefined;
    if (member !== undefined) certain.push(member.classification);
    else if (source.alias === first || source.schema === first) possible.push(highestClass(source));
  }
  const output = here.outputs.get(first);
  if (output !== undefined) possible.push(output);
  if (certain.length > 0) return highest([...certain, ...(output === undefined ? [] : [output])]);
  const outer = here.outer === null ? null : resolveName(names, here.outer);
  if (outer !== null) possible.push(outer);
  if (possible.length > 0) return highest(possible);
  return here.parameters.has(first) ? "white" : null;
}

function allAround(here: Scope): Classification | null {
  const all = here.sources.map(highestClass);
  const outer = here.outer === null ? null : allAround(here.outer);
  if (outer !== null) all.push(outer);
  return all.length === 0 ? null : highest(all);
}
