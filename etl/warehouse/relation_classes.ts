import { type Classification, highest } from "../classification.ts";

/** The classes of a table, a view or a query's answer. */
export interface RelationClasses {
  /** In order, with lower case names; null where the columns are not known, and then every one is as `rows`. */
  readonly columns: readonly { readonly name: string; readonly classification: Classification }[] | null;
  /** Of how many rows there are, and which. */
  readonly rows: Classification;
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
 * import { whole } from "./relation_classes.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(whole({ columns: [{ name: "a", classification: "red" }], rows: "amber" }), "red");
 * ```
 */
export function whole(classes: RelationClasses): Classification {
  return highest([classes.rows, ...(classes.columns ?? []).map((column) => column.classification)]);
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
    columns: classes.columns.map((column, index) => ({ ...column, name: (names[index] ?? column.name).toLowerCase() })),
    rows: classes.rows,
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
 * The columns of a UNION BY NAME; null where either side does not tell its columns.
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
  if (left.columns === null || right.columns === null) return null;
  const merged = new Map<string, Classification>();
  for (const { name, classification } of [...left.columns, ...right.columns]) {
    merged.set(name, highest([classification, merged.get(name) ?? "white"]));
  }
  return [...merged].map(([name, classification]) => ({ name, classification }));
}
