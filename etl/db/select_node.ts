import type { Node } from "./parse_sql.ts";

/**
 * Whether a SELECT item can produce several columns: it contains `columns(…)`, or unnests a struct.
 *
 * @example
 * ```ts
 * import { isSeveral } from "./select_node.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const column = { class: "COLUMN_REF", column_names: ["user"] };
 * const unnested = { class: "FUNCTION", function_name: "unnest", children: [column] };
 * deepStrictEqual([column, unnested].map(isSeveral), [false, true]);
 * ```
 */
export function isSeveral(item: Node): boolean {
  if (item.class === "FUNCTION" && String(item.function_name).toLowerCase() === "unnest") {
    const [child, ...more] = list(item.children);
    return more.length > 0 || !/^(list_value|generate_series|range|string_split)$/.test(String(child?.function_name));
  }
  let isStarred = false;
  JSON.stringify(item, (name, value) => {
    if (name === "subquery") return undefined;
    isStarred ||= value?.class === "STAR";
    return value;
  });
  return isStarred;
}

/** Whether the query keeps only the first of the rows that agree in some columns (DISTINCT ON). */
export function isDistinctOn(node: Node): boolean {
  return list(node.modifiers).some(({ distinct_on_targets }) => list(distinct_on_targets).length > 0);
}

/** Whether the query keeps only some of its rows (LIMIT). */
export function isLimited(node: Node): boolean {
  return list(node.modifiers).some(({ type }) => String(type).startsWith("LIMIT"));
}

/** The expressions of the query's ORDER BY. */
export function orders(node: Node): Node[] {
  return list(node.modifiers).flatMap((modifier) => list(modifier.orders)).map((order) => order.expression as Node);
}

/** Whether an ORDER BY or GROUP BY item is a column's position, not its name. */
export function isConstant(node: Node): boolean {
  return node.class === "CONSTANT" || node.class === "PARAMETER";
}

/** Returns a list of nodes from the tree; empty for anything else. */
export function list(value: unknown): Node[] {
  return Array.isArray(value) ? value : [];
}
