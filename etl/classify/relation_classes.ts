import { CLASSES, type Classification, highest } from "../base/classification.ts";

/** The classes of a table, a view or a query's answer. */
export interface RelationClasses {
  /** In order, with lower case names; null where the columns are not known, and then every one is as `rows`. */
  readonly columns: readonly { readonly name: string; readonly classification: Classification }[] | null;
  /** Of how many rows there are, and which. */
  readonly rows: Classification;
  /** Of whether there is any row; left out: see {@linkcode presence}. */
  readonly presence?: Classification;
}

/** The classes of a macro: of the tables its body reads, and whether it counts the rows it is called on. */
export interface MacroClasses {
  readonly classification: Classification;
  readonly countsRows: boolean;
}

/** What is known of the things a query can name, all names in lower case. What is missing counts as Red. */
export interface Labels {
  /** By `schema.name`. */
  readonly tables: ReadonlyMap<string, RelationClasses>;
  readonly macros: ReadonlyMap<string, MacroClasses>;
}

/**
 * The class of a relation as a whole: the highest of its columns and rows.
 *
 * @example
 * ```ts
 * import { highestClass } from "./relation_classes.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(highestClass({ columns: [{ name: "a", classification: "red" }], rows: "amber" }), "red");
 * ```
 */
export function highestClass(classes: RelationClasses): Classification {
  return highest([classes.rows, ...(classes.columns ?? []).map((column) => column.classification)]);
}

/**
 * The class of whether a relation has any row. What decides that has a part in every column, so that where it is not
 * said, it is no higher than the lowest of them.
 *
 * @example
 * ```ts
 * import { presence } from "./relation_classes.ts";
 * import { strictEqual } from "node:assert/strict";
 * const columns = [{ name: "month", classification: "white" }, { name: "user", classification: "amber" }] as const;
 * strictEqual(presence({ columns, rows: "red" }), "white");
 * strictEqual(presence({ columns: columns.slice(1), rows: "red" }), "amber");
 * ```
 */
export function presence(classes: RelationClasses): Classification {
  if (classes.presence !== undefined) return classes.presence;
  const columns = (classes.columns ?? []).map((column) => CLASSES.indexOf(column.classification));
  return columns.length === 0 ? classes.rows : CLASSES[Math.min(...columns)]!;
}

/**
 * A relation as a FROM clause names it: a column is told by its name, so that where two have one, or one has none that the
 * SQL gave it, none is.
 *
 * @example DuckDB calls the second `a` of `select 1 as a, driver as a` `a_1`.
 * ```ts
 * import { byName } from "./relation_classes.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const columns = [{ name: "a", classification: "white" }, { name: "a", classification: "red" }] as const;
 * deepStrictEqual(byName({ columns, rows: "white" }), { columns: null, rows: "red", presence: "white" });
 * ```
 */
export function byName(classes: RelationClasses): RelationClasses {
  const names = (classes.columns ?? []).map(({ name }) => name);
  if (!names.includes("") && new Set(names).size === names.length) return classes;
  return { columns: null, rows: highestClass(classes), presence: presence(classes) };
}

/**
 * A relation under `as name(a, b)`: its first columns get new names.
 *
 * @example
 * ```ts
 * import { rename } from "./relation_classes.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const renamed = rename({ columns: [{ name: "a", classification: "red" }], rows: "red" }, ["B"]);
 * deepStrictEqual(renamed.columns, [{ name: "b", classification: "red" }]);
 * ```
 */
export function rename(classes: RelationClasses, names: readonly string[]): RelationClasses {
  if (names.length === 0 || classes.columns === null) return classes;
  return {
    ...classes,
    columns: classes.columns.map((column, index) => ({ ...column, name: (names[index] ?? column.name).toLowerCase() })),
  };
}

/**
 * The columns of a UNION, matched by position; null where they do not match one to one.
 *
 * @example
 * ```ts
 * import { mergeByPosition } from "./relation_classes.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const left = { columns: [{ name: "a", classification: "white" }], rows: "white" } as const;
 * const right = { columns: [{ name: "b", classification: "red" }], rows: "red" } as const;
 * deepStrictEqual(mergeByPosition(left, right), [{ name: "a", classification: "red" }]);
 * ```
 */
export function mergeByPosition(left: RelationClasses, right: RelationClasses): RelationClasses["columns"] {
  if (left.columns === null || right.columns === null || left.columns.length !== right.columns.length) return null;
  return left.columns.map(({ name, classification }, index) => ({
    name,
    classification: highest([classification, right.columns![index]!.classification]),
  }));
}

/**
 * The columns of a UNION BY NAME; null where either side does not tell its columns by name.
 *
 * @example
 * ```ts
 * import { mergeByName } from "./relation_classes.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const left = { columns: [{ name: "a", classification: "white" }], rows: "white" } as const;
 * const right = { columns: [{ name: "b", classification: "red" }], rows: "red" } as const;
 * deepStrictEqual(mergeByName(left, right)?.map((column) => column.name), ["a", "b"]);
 * ```
 */
export function mergeByName(left: RelationClasses, right: RelationClasses): RelationClasses["columns"] {
  const [one, other] = [byName(left).columns, byName(right).columns];
  if (one === null || other === null) return null;
  const merged = new Map<string, Classification>();
  for (const { name, classification } of [...one, ...other]) {
    merged.set(name, highest([classification, merged.get(name) ?? "white"]));
  }
  return [...merged].map(([name, classification]) => ({ name, classification }));
}
